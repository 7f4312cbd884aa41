import type { BetaPoint, RatePoint, UnitRate } from "@vae-lab/viz";
import type { RunRecord } from "../sources/run-source.ts";
import { factsOf } from "./facts.ts";

/**
 * Names estimators by kind, and by the other params of the estimator if a study varies these:
 * `score-function, samples 4`. Runs with the same name then differ only in their seed.
 */
const estimatorNames = (runs: readonly RunRecord[]): ((run: RunRecord) => string) => {
  const detailsOf = ({ params }: RunRecord): [key: string, value: string | undefined][] =>
    [...params.keys()]
      .filter((key) => key.startsWith("estimator.") && key !== "estimator.kind")
      .sort()
      .map((key) => [key.slice("estimator.".length), params.get(key)]);
  const kindOf = (run: RunRecord): string => factsOf(run).estimator ?? "";
  const variants = new Map<string, Set<string>>();
  for (const run of runs) {
    const seen = variants.get(kindOf(run)) ?? new Set();
    variants.set(kindOf(run), seen.add(JSON.stringify(detailsOf(run))));
  }
  return (run) =>
    (variants.get(kindOf(run))?.size ?? 0) > 1
      ? [kindOf(run), ...detailsOf(run).map((detail) => detail.join(" "))].join(", ")
      : kindOf(run);
};

/** Points of a metric against beta; runs without the metric are omitted. */
export const betaPoints = (runs: readonly RunRecord[], metric: string): BetaPoint[] => {
  const estimatorOf = estimatorNames(runs);
  return runs.flatMap((run) => {
    const { beta, direction } = factsOf(run);
    const value = run.metrics.get(metric)?.value;
    if (value === undefined || beta === undefined || direction === undefined) return [];
    return [{ run: run.id, label: run.name, beta, value, direction, estimator: estimatorOf(run) }];
  });
};

export const ratePoints = (runs: readonly RunRecord[]): RatePoint[] =>
  runs.flatMap((run) => {
    const { beta, direction, estimator } = factsOf(run);
    const rate = run.metrics.get("test/rate")?.value;
    const reconstruction = run.metrics.get("test/reconstruction")?.value;
    if (rate === undefined || reconstruction === undefined) return [];
    if (beta === undefined || direction === undefined) return [];
    return [
      {
        run: run.id,
        label: run.name,
        rate,
        distortion: -reconstruction,
        direction,
        beta,
        ...(estimator !== undefined && { estimator }),
      },
    ];
  });

const unitOf = (key: string): number | undefined => {
  const unit = /^test\/unit_rate\/(\d+)$/.exec(key)?.[1];
  return unit === undefined ? undefined : Number(unit);
};

/** Whether the metric is the KL of a single unit. */
export const isUnitRate = (key: string): boolean => unitOf(key) !== undefined;

/** KL of each latent unit; empty if the run has none. */
export const unitRatesOf = (run: RunRecord): UnitRate[] =>
  [...run.metrics].flatMap(([key, { value }]) => {
    const unit = unitOf(key);
    return unit === undefined ? [] : [{ unit, rate: value }];
  });
