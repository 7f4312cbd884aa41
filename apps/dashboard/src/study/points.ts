import type { BetaPoint, RatePoint, UnitRate } from "@vae-lab/viz";
import type { RunRecord } from "../sources/run-source.ts";
import { factsOf } from "./facts.ts";

/** One measure of VAEs against beta; runs that lack it are left out. */
export const betaPoints = (runs: readonly RunRecord[], measure: string): BetaPoint[] =>
  runs.flatMap((run) => {
    const { beta, direction, estimator } = factsOf(run);
    const value = run.measures[measure];
    if (value === undefined || beta === undefined || direction === undefined) return [];
    return [{ run: run.id, label: run.name, beta, value, direction, estimator: estimator ?? "" }];
  });

export const ratePoints = (runs: readonly RunRecord[]): RatePoint[] =>
  runs.flatMap((run) => {
    const { beta, direction, estimator } = factsOf(run);
    const rate = run.measures["test/rate"];
    const reconstruction = run.measures["test/reconstruction"];
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

/** KL per latent unit; empty for a run that has none. */
export const unitRatesOf = (run: RunRecord): UnitRate[] =>
  Object.entries(run.measures).flatMap(([key, rate]) => {
    const unit = /^test\/unit_rate\/(\d+)$/.exec(key)?.[1];
    return unit === undefined ? [] : [{ unit: Number(unit), rate }];
  });
