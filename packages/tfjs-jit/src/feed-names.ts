/** Names of the placeholders of a training graph; n is the number of steps. */
export const feedNames = {
  /** int32: n. */
  count: "count",
  /** float32 [n, number of the optimizer's coefficients]. */
  coefficients: "coefficients",
  /** int32 [n, batchSize]. */
  indices: (batchSize: number) => `indices_${batchSize}`,
  /** [N, …], from which each step gathers rows. */
  rows: (input: string) => `rows_${encoded(input)}`,
  /** [n, …], one for each step. */
  fed: (input: string) => `fed_${encoded(input)}`,
  /** int32 [n, 2]. */
  seeds: (stream: string) => `seeds_${encoded(stream)}`,
} as const;

export function isRows(name: string): boolean {
  return name.startsWith("rows_");
}

/** The node to fetch for the loss of each step and its parts, float32 [n, 1 + parts]. */
export function reportsNode(batchSize: number): string {
  return `reports_${batchSize}`;
}

/** Only letters, digits and a few other characters may be in the name of a node. */
function encoded(name: string): string {
  return Buffer.from(name).toString("hex");
}
