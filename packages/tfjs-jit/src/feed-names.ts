/** Names of the placeholders of a training graph. What is of one batch size says so. */
export const feedNames = {
  /** int32: the number of steps n. */
  count: "count",
  /** float32 [n, coefficients of the optimiser]. */
  coefficients: "coefficients",
  /** int32 [n, batchSize]. */
  indices: (batchSize: number) => `indices_${batchSize}`,
  /** [N, …], of which each step gathers rows. */
  rows: (input: string) => `rows_${encoded(input)}`,
  /** [n, …], one for each step. */
  fed: (input: string) => `fed_${encoded(input)}`,
  /** int32 [n, 2]. */
  seeds: (stream: string) => `seeds_${encoded(stream)}`,
} as const;

export function isRows(name: string): boolean {
  return name.startsWith("rows_");
}

/** Fetched, float32 [n, 1 + parts]: the loss of each step and its parts. */
export function reportsOf(batchSize: number): string {
  return `reports_${batchSize}`;
}

/** Node names allow few characters. */
function encoded(name: string): string {
  return Buffer.from(name).toString("hex");
}
