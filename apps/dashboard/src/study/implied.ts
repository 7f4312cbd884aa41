import type { RunRecord } from "../sources/run-source.ts";

/** Whether the runs' values of `key` follow from their values of `other`. */
const follows = (runs: readonly RunRecord[], key: string, other: string): boolean => {
  const seen = new Map<string | undefined, string | undefined>();
  for (const { params } of runs) {
    const cause = params.get(other);
    if (seen.has(cause) && seen.get(cause) !== params.get(key)) return false;
    seen.set(cause, params.get(key));
  }
  return true;
};

/** Params that `key` may depend on: `estimator.kind` for `estimator.baseline`. */
const kindsAbove = (key: string): string[] => {
  const parts = key.split(".");
  return parts.slice(0, -1).map((_, index) => [...parts.slice(0, index + 1), "kind"].join("."));
};

/**
 * Removes params that are determined by the kind they belong to, such as `estimator.baseline` if each
 * `estimator.kind` has one value. Params that are determined by another param by chance, such as by a
 * unique seed, are kept.
 */
export const withoutImplied = (
  runs: readonly RunRecord[],
  differing: readonly string[],
): string[] =>
  differing.filter(
    (key) =>
      !kindsAbove(key).some(
        (kind) => kind !== key && differing.includes(kind) && follows(runs, key, kind),
      ),
  );
