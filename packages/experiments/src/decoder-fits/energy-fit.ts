import * as tf from "@tensorflow/tfjs";
import { adam, bernoulli, pathwise, type Vae } from "@vae-lab/core";
import { normal, standardNormal } from "@vae-lab/core/distributions";
import { denseDecoder } from "@vae-lab/core/models";
import { reconstructionOnly } from "@vae-lab/core/objectives";
import type { LearningRate } from "@vae-lab/core/optimizers";
import type { VaeTrainable } from "@vae-lab/core/training";
import { energyDistance } from "./energy-distance.ts";

export interface EnergyFitOptions {
  readonly dataSize: number;
  readonly latentSize: number;
  readonly hidden: readonly number[];
  readonly learningRate: LearningRate;
}

/**
 * The dense decoder of a VAE, fitted without a likelihood and without an encoder: the loss of a minibatch is
 * the energy distance between its rows and E[x|z] of as many codes from N(0, I) (a generative
 * moment-matching network, Li, Swersky & Zemel 2015). It is trained as a VAE is: codes are drawn from a
 * "posterior" that is N(0, I) for every row, and minus the energy distance is in the place of the
 * reconstruction.
 */
export const energyFit = ({
  learningRate,
  ...sizes
}: EnergyFitOptions): VaeTrainable<"normal", "expectation"> => {
  const { dataSize, latentSize } = sizes;
  const decoder = denseDecoder(sizes, bernoulli());
  const model: Vae = {
    ...{ dataSize, latentSize, ...decoder },
    prior: () => standardNormal,
    posterior: (_, x) => {
      const zeros = tf.zeros([x.shape[0] ?? 0, latentSize]);
      return normal({ mean: zeros, logVariance: zeros });
    },
    logLikelihood: (parameters, z, x) => {
      const decoded = decoder.mean(parameters, z).reshape([-1, dataSize]);
      return energyDistance(decoded, x)
        .neg()
        .mul(tf.ones(z.shape.slice(0, 2)));
    },
  };
  return {
    ...{ model, objective: reconstructionOnly(), estimator: pathwise() },
    optimizer: adam({ learningRate }),
  };
};
