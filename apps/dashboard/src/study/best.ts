import type { RunRecord } from "../sources/run-source.ts";
import { factsOf } from "./facts.ts";
import { metricInfo } from "./metric-registry.ts";

/**
 * The id of the run with the best value of a metric. Undefined if the better direction is unknown, if
 * the likelihoods are not comparable, or if runs tie.
 */
export const bestRun = (runs: readonly RunRecord[], key: string): string | undefined => {
  const { better, isLikelihood } = metricInfo(key);
  if (better === undefined) return undefined;
  if (isLikelihood && new Set(runs.map((run) => factsOf(run).likelihood)).size > 1)
    return undefined;
  const sign = better === "larger" ? -1 : 1;
  const [first, second] = runs
    .flatMap((run) => {
      const value = run.metrics.get(key)?.value;
      return value !== undefined && Number.isFinite(value) ? [{ id: run.id, value }] : [];
    })
    .sort((a, b) => sign * (a.value - b.value));
  return second !== undefined && first?.value !== second.value ? first?.id : undefined;
};
