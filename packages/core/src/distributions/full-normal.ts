import * as tf from "@tensorflow/tfjs";
import type { Rng } from "../random/rng.ts";
import { withoutGradient } from "../tensors/gradients.ts";
import { ShapeError } from "../tensors/shapes.ts";
import type {
  Distribution,
  Reparameterizable,
  Stoppable,
  WithEntropy,
  WithMean,
} from "./distribution.ts";

export interface FullNormal
  extends Distribution,
    Reparameterizable,
    Stoppable,
    WithMean,
    WithEntropy {}

const logTwoPi = Math.log(2 * Math.PI);

/**
 * N(mean, LLᵀ) with one covariance for all examples, as in a linear-Gaussian model: mean [B, K] and
 * `factor` [K, K]. L takes the factor's entries below the diagonal and the exponentials of its
 * diagonal; entries above it are ignored.
 * @throws ShapeError unless the factor is K × K
 */
export const fullNormal = ({
  mean,
  factor,
}: {
  readonly mean: tf.Tensor;
  readonly factor: tf.Tensor;
}): FullNormal => {
  const [B = 0, K = 0] = mean.shape;
  if (factor.rank !== 2 || factor.shape[0] !== K || factor.shape[1] !== K)
    throw new ShapeError(`factor must have shape [${K}, ${K}], got [${factor.shape}]`);
  const order = tf.range(0, K);
  const below = order.expandDims(1).greater(order.expandDims(0)).cast("float32");
  const logDiagonal = factor.mul(tf.eye(K)).sum(1);
  const strict = factor.mul(below);
  const draw = (rng: Rng, samples: number) => {
    const noise = tf.reshape(rng.normal([samples, B, K]), [samples * B, K]) as tf.Tensor2D;
    const scaled = noise.mul(logDiagonal.exp());
    const mixed = tf.matMul(noise, strict as tf.Tensor2D, false, true).add(scaled);
    return mixed.reshape([samples, B, K]).add(mean);
  };
  return {
    mean,
    sample: draw,
    reparameterizedSample: draw,
    logProb: (z) => {
      const residual = z.sub(mean);
      const inverse = logDiagonal.neg().exp();
      // L⁻¹ residual by forward substitution
      const whitened: tf.Tensor[] = [];
      for (let k = 0; k < K; k++) {
        const own = residual.slice([0, 0, k], [-1, -1, 1]);
        const explained = whitened.map((y, j) => y.mul(strict.slice([k, j], [1, 1]).reshape([1])));
        const rest = explained.reduce((left, part) => left.sub(part), own);
        whitened.push(rest.mul(inverse.slice([k], [1])));
      }
      const form = tf.concat(whitened, -1).square().sum(-1);
      return form
        .add(K * logTwoPi)
        .mul(-0.5)
        .sub(logDiagonal.sum());
    },
    entropy: () => tf.fill([B], (K * (1 + logTwoPi)) / 2).add(logDiagonal.sum()),
    stopped: () =>
      fullNormal({
        mean: withoutGradient(() => mean.clone()),
        factor: withoutGradient(() => factor.clone()),
      }),
  };
};
