import type { RunRecord } from "../sources/run-source.ts";

/** Whether the runs' values of `key` follow from their values of `other`. */
const follows = (runs: readonly RunRecord[], key: string, other: string): boolean => {
  const seen = new Map<string | undefined, string | undefined>();
  for (const { params } of runs) {
    const cause = params[other];
    if (seen.has(cause) && seen.get(cause) !== params[key]) return false;
    seen.set(cause, params[key]);
  }
  return true;
};

/**
 * Differing params less those that say nothing new: `estimator.baseline` where it is a matter of
 * `estimator.kind` alone. Of params that follow from each other the first stays.
 */
export const withoutImplied = (
  runs: readonly RunRecord[],
  differing: readonly string[],
): string[] =>
  differing.filter(
    (key, at) => at === 0 || !differing.slice(0, at).some((other) => follows(runs, key, other)),
  );
