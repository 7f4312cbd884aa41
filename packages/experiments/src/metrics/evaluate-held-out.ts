import {
  codes,
  type Model,
  type Rng,
  reconstructionLogLikelihood,
  type TrainedModel,
} from "@vae-lab/core";
import type { RunEvalFunction } from "@vae-lab/core/evaluation";
import { mean } from "@vae-lab/statistics";
import type { Metrics } from "../trial/trial-events.ts";
import { isVae } from "./kinds-of-models.ts";
import type { HeldOutMetricKey } from "./registry/held-out-metrics.ts";
import { termsOfElbo } from "./terms-of-elbo.ts";

type HeldOutMetrics = Partial<Record<HeldOutMetricKey, number>> & Metrics;

/** The ELBO and its two terms on held-out rows; for an autoencoder, its reconstruction alone. */
export const evaluateHeldOut = (
  trained: TrainedModel<Model>,
  rows: Float32Array,
  { rng, run }: { readonly rng: Rng; readonly run: RunEvalFunction },
): HeldOutMetrics => {
  if (!isVae(trained)) {
    const { mean: z } = codes(trained, rows, { run });
    return { "val/reconstruction": mean(reconstructionLogLikelihood(trained, rows, z, { run })) };
  }
  const terms = termsOfElbo(trained, rows, { rng, run });
  const [reconstruction, rate] = [mean(terms.reconstruction), mean(terms.rate)];
  return {
    "val/elbo": reconstruction - rate,
    "val/reconstruction": reconstruction,
    "val/rate": rate,
  };
};

/** What tells whether training still improves: the ELBO, or an autoencoder's reconstruction. */
export const monitored = (metrics: HeldOutMetrics): number =>
  metrics["val/elbo"] ?? metrics["val/reconstruction"] ?? Number.NaN;
