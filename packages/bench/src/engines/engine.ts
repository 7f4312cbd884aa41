/** Makes a number of training steps and returns the loss of the last one. */
export type Engine = (steps: number) => number | Promise<number>;
