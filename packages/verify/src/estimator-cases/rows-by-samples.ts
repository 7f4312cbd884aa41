import type { EstimatorRow } from "./estimator-case.ts";

/** One row per number of samples S, with the same estimator and exact moments otherwise. */
export const rowsBySamples = <Case, E>(
  name: string,
  counts: readonly number[],
  rowOf: (samples: number) => Omit<EstimatorRow<Case, E>, "name">,
): EstimatorRow<Case, E>[] =>
  counts.map((samples) => ({ name: `${name}, S = ${samples}`, ...rowOf(samples) }));
