/** Trains, some steps at a time. Returns the loss of the last one. */
export type Engine = (steps: number) => number | Promise<number>;
