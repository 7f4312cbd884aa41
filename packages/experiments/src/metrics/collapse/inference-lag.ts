import type { Rng, TrainedModel, Vae } from "@vae-lab/core";
import { amortisationGap, type Estimate, type RunEvalFunction } from "@vae-lab/core/evaluation";
import { meanEstimate } from "../with-error.ts";

/** Steps of Adam from the encoder's q, and draws of each. */
const refinement = { steps: 40, samples: 4 };
/** Draws that estimate the two ELBOs, shared by both. */
const samples = 20;

/** How far the encoder lags behind the best q of its family. */
export interface InferenceLag {
  /** ELBO of the refined q minus that of the encoder's, in nats per example. */
  readonly gain: Estimate;
  /** Distance of the refined mean from the encoder's, in standard deviations of the refined q. */
  readonly distance: Estimate;
}

/**
 * The encoder's q(z|x) against the diagonal normal that maximises the ELBO of the same row, with the model
 * fixed (He et al. 2019 compare the means; the gain is the amortisation gap of Cremer et al. 2018). The
 * distance is the root mean square over units of (μ* − μ)/s*. The refinement takes few steps: both are
 * lower estimates, and noise can make a gain slightly negative. If the model restricts its posterior
 * (a floor of the variance, say), the gain counts what that costs too. Standard errors are over rows.
 */
export const inferenceLag = (
  trained: TrainedModel<Vae>,
  x: Float32Array,
  { rng, run }: { readonly rng: Rng; readonly run: RunEvalFunction },
): InferenceLag => {
  const { latentSize: K } = trained.model;
  const { mean, encoder, refined } = amortisationGap(trained, x, { rng, samples, refinement, run });
  const distances = Float64Array.from({ length: encoder.mean.length / K }, (_, n) => {
    let sum = 0;
    for (let i = n * K; i < (n + 1) * K; i++)
      sum +=
        ((refined.mean[i] as number) - (encoder.mean[i] as number)) ** 2 /
        Math.exp(refined.logVariance[i] as number);
    return Math.sqrt(sum / K);
  });
  return { gain: mean, distance: meanEstimate(distances) };
};
