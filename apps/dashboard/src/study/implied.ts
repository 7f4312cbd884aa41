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

/** The kinds that `key` may be a detail of: `estimator.kind` of `estimator.baseline`. */
const kindsAbove = (key: string): string[] => {
  const parts = key.split(".");
  return parts.slice(0, -1).map((_, index) => [...parts.slice(0, index + 1), "kind"].join("."));
};

/**
 * Differing params less the details of a kind that follow from the kind: `estimator.baseline` where
 * each `estimator.kind` has one. A param that merely happens to follow from another, such as from a
 * seed that no two runs share, stays.
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
