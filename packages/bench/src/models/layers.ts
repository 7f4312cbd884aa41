import * as tf from "@tensorflow/tfjs";
import { rng } from "@vae-lab/core";
import type { Parameters } from "@vae-lab/core/networks";

/** Shapes of weights by name; each has a bias of the length of its last axis. */
export type WeightShapes = Readonly<Record<string, readonly number[]>>;

const fans = (shape: readonly number[]): number => {
  const field = shape.slice(0, -2).reduce((product, size) => product * size, 1);
  return field * ((shape.at(-1) ?? 0) + (shape.at(-2) ?? 0));
};

/** Glorot-uniform weights (Glorot & Bengio 2010, eq. 16) and biases of 0. */
export const initialParameters = (
  shapes: WeightShapes,
  biasLengths: Readonly<Record<string, number>> = {},
): Parameters =>
  Object.fromEntries(
    Object.entries(shapes).flatMap(([name, shape]) => {
      const limit = Math.sqrt(6 / fans(shape));
      const weights = tf.tidy(() =>
        rng(1)
          .fold(name)
          .uniform([...shape])
          .sub(0.5)
          .mul(2 * limit),
      );
      const bias = tf.zeros([biasLengths[name] ?? shape.at(-1) ?? 0]);
      return [
        [`${name}.weights`, weights],
        [`${name}.bias`, bias],
      ];
    }),
  );

const tensorOf = <T extends tf.Tensor>(parameters: Parameters, name: string): T => {
  const found = parameters[name];
  if (found === undefined) throw new Error(`the parameters lack ${name}`);
  return found as T;
};

export const weightsOf = <T extends tf.Tensor>(parameters: Parameters, name: string): T =>
  tensorOf<T>(parameters, `${name}.weights`);

export const biasOf = (parameters: Parameters, name: string): tf.Tensor1D =>
  tensorOf<tf.Tensor1D>(parameters, `${name}.bias`);

/** x · W + b: [N, inputs] → [N, outputs]. */
export const layer = (parameters: Parameters, name: string, x: tf.Tensor): tf.Tensor =>
  tf.matMul(x, weightsOf<tf.Tensor2D>(parameters, name)).add(biasOf(parameters, name));
