import * as tf from "@tensorflow/tfjs";
import { bernoulli, gaussian, type Likelihood } from "@vae-lab/core";
import { rng } from "@vae-lab/core/random";
import type { ExactValue } from "../studies/evidence.ts";

const [B, D] = [8, 784];

const draws = (name: string, scale: number): Float32Array =>
  rng(2)
    .fold(name)
    .normals(B * D)
    .map((e) => e * scale);

/** log p(x|outputs) of each row by core, and its gradient in the outputs. */
const byCore = (likelihood: Likelihood, outputs: Float32Array, x: Float32Array) =>
  tf.tidy(() => {
    const data = tf.tensor2d(x, [B, D]);
    const logProb = (o: tf.Tensor) => likelihood.logProb(o, data);
    const at = tf.tensor3d(outputs, [1, B, D]);
    return {
      values: logProb(at).dataSync(),
      gradient: tf
        .grad((o) => logProb(o).sum())(at)
        .dataSync(),
    };
  });

/** The error as the essay writes it, in double precision: of one value and its slope in the output. */
interface ErrorFunction {
  readonly value: (output: number, x: number) => number;
  readonly slope: (output: number, x: number) => number;
  /** What −log p has beyond the error, per value. */
  readonly constant: number;
}

const squaredError = (variance: number): ErrorFunction => ({
  value: (output, x) => (x - output) ** 2 / (2 * variance),
  slope: (output, x) => (output - x) / variance,
  constant: Math.log(2 * Math.PI * variance) / 2,
});

const crossEntropy: ErrorFunction = {
  value: (logit, x) => x * Math.log1p(Math.exp(-logit)) + (1 - x) * Math.log1p(Math.exp(logit)),
  slope: (logit, x) => 1 / (1 + Math.exp(-logit)) - x,
  constant: 0,
};

/** Rounding of a float32 sum of numbers with this absolute sum. */
const rounding = (absolute: number): number => absolute * 2 ** -22;

const compare = (
  name: string,
  likelihood: Likelihood,
  { value, slope, constant }: ErrorFunction,
  { outputs, x }: { readonly outputs: Float32Array; readonly x: Float32Array },
): ExactValue[] => {
  const { values, gradient } = byCore(likelihood, outputs, x);
  let [difference, ofGradient, largest] = [0, 0, 0];
  for (let b = 0; b < B; b++) {
    let sum = 0;
    for (let i = b * D; i < (b + 1) * D; i++) {
      const [output, own] = [outputs[i] ?? 0, x[i] ?? 0];
      sum += value(output, own) + constant;
      const apart = Math.abs((gradient[i] ?? Number.NaN) + slope(output, own));
      ofGradient = Math.max(ofGradient, apart);
    }
    largest = Math.max(largest, Math.abs(sum));
    difference = Math.max(difference, Math.abs((values[b] ?? Number.NaN) + sum));
  }
  const of = { likelihood: name };
  return [
    {
      quantity: "−log p(x|z) minus the error and its constant",
      at: of,
      value: difference,
      error: rounding(largest),
      unit: "nats per image",
    },
    {
      quantity: "largest difference between the gradients of −log p(x|z) and of the error",
      at: of,
      value: ofGradient,
      error: rounding(10),
      unit: "nats",
    },
  ];
};

/**
 * Core's likelihoods beside the errors of Saghir's essay in double precision, at random outputs: squared
 * error over 2σ² with the constant ½ log 2πσ² per pixel, and cross-entropy without a constant.
 */
export const likelihoodsAsErrors = (): ExactValue[] => {
  const grey = draws("grey values", 1).map((e) => 1 / (1 + Math.exp(-e)));
  const bits = grey.map((x) => (x > 0.5 ? 1 : 0));
  const outputs = draws("outputs", 2);
  return [
    ...compare("Gaussian, σ² = 1", gaussian({ variance: 1 }), squaredError(1), {
      outputs,
      x: grey,
    }),
    ...compare("Gaussian, σ² = 0.1", gaussian({ variance: 0.1 }), squaredError(0.1), {
      outputs,
      x: grey,
    }),
    ...compare("Bernoulli, bits", bernoulli(), crossEntropy, { outputs, x: bits }),
    ...compare("Bernoulli, grey values", bernoulli(), crossEntropy, { outputs, x: grey }),
  ];
};
