import { aggregateElbo } from "@vae-lab/core/objectives";
import { inverseMultiquadric, mmd, rbf } from "@vae-lab/core/regularisers";
import type { TrialConfig } from "../config/trial-config.ts";
import { normalEstimator } from "./estimator.ts";
import { betaOf } from "./regulariser.ts";

const kernels = { "inverse-multiquadric": inverseMultiquadric, rbf } as const;

/**
 * The objective with a divergence of the aggregate posterior, and its estimator; undefined for a config
 * without one. A Wasserstein autoencoder at beta 0 (Tolstikhin et al. 2018), else InfoVAE (Zhao et al. 2019).
 */
export const aggregateInferenceOf = ({ objective, estimator }: TrialConfig, dataSize: number) => {
  if (objective?.aggregate === undefined || estimator === undefined) return undefined;
  const { kernel, weight } = objective.aggregate;
  const own = normalEstimator(estimator, dataSize);
  if (own === undefined)
    throw new Error(`an aggregate regulariser has no estimator ${estimator.kind}`);
  return {
    objective: aggregateElbo({
      regulariser: mmd({ kernel: kernels[kernel]({}) }),
      weight,
      beta: betaOf(objective),
    }),
    estimator: own,
  };
};
