import type * as tf from "@tensorflow/tfjs";
import { withOptions } from "../options.ts";
import type { AggregateRegulariser } from "./aggregate-regulariser.ts";
import { inverseMultiquadric, type MmdKernel } from "./kernels.ts";

/** ‖aᵢ − bⱼ‖²: [B, K] and [C, K] → [B, C]. By differences, so that equal codes have distance 0 exactly. */
const squaredDistances = (a: tf.Tensor, b: tf.Tensor): tf.Tensor =>
  a.expandDims(1).sub(b.expandDims(0)).square().sum(-1);

/**
 * MMD² between codes [B, K] and samples of the prior [C, K], by the U-statistic, which is unbiased and
 * may be negative (Gretton et al. 2012, lemma 6): [].
 * @throws RangeError for fewer than two codes
 */
export const squaredMmd = (z: tf.Tensor, y: tf.Tensor, kernel: MmdKernel): tf.Tensor => {
  const K = z.shape[1] ?? 0;
  const mean = (a: tf.Tensor, b: tf.Tensor) => kernel.of(squaredDistances(a, b), K).mean();
  const within = (a: tf.Tensor) => {
    const n = a.shape[0] ?? 0;
    if (n < 2) throw new RangeError(`MMD must have 2 or more codes to compare, got ${n}`);
    // Without the diagonal, whose kernel is 1
    return mean(a, a)
      .mul(n)
      .sub(1)
      .div(n - 1);
  };
  return within(z).add(within(y)).sub(mean(z, y).mul(2));
};

/**
 * MMD² between q(z), one sample per example of the minibatch, and as many samples of the prior
 * (WAE-MMD, Tolstikhin et al. 2018; InfoVAE, Zhao et al. 2019).
 */
export const mmd = withOptions(
  "mmd",
  { kernel: "optional" },
  ({ kernel = inverseMultiquadric() }: { readonly kernel?: MmdKernel }): AggregateRegulariser => ({
    name: `mmd-${kernel.name}`,
    estimate: (q, prior, rng) => {
      const z = q.reparameterizedSample(rng.fold("codes"), 1).squeeze([0]);
      return squaredMmd(z, prior.sample(rng.fold("prior"), z.shape), kernel);
    },
  }),
);
