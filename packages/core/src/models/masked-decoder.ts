import * as tf from "@tensorflow/tfjs";
import { requireCount } from "../arguments.ts";
import { asLearned } from "../likelihoods/as-learned.ts";
import { glorotUniform, initialised } from "../networks/initialiser.ts";
import { matMul } from "../networks/mat-mul.ts";
import { relu } from "../networks/mlp.ts";
import { type Parameters, parameter } from "../networks/parameters.ts";
import { withOptions } from "../options.ts";
import { type Rng, rng as stream } from "../random/rng.ts";
import { withoutGradient } from "../tensors/gradients.ts";
import { assertShape, ShapeError } from "../tensors/shapes.ts";
import type { MakeDecoder } from "./decoder.ts";

/** Options of `maskedDecoder`. */
export interface MaskedDecoderOptions {
  /** Number of ancestral samples that estimate the mean of p(x|z). Default: 16. */
  readonly meanDraws?: number;
}

/** A layer with masked weights for x and full weights for z. Unit j sees input i if degree j ≥ degree i (> in the output layer). */
interface Layer {
  readonly name: string;
  readonly from: Float32Array;
  readonly to: Float32Array;
  readonly strict: boolean;
}

/** `width` degrees, evenly spread over 1 … D − 1; all 1 if D = 1. */
const degrees = (width: number, dataSize: number): Float32Array =>
  Float32Array.from(
    { length: width },
    (_, j) => 1 + Math.floor((j * Math.max(1, dataSize - 1)) / width),
  );

const masked = (weights: tf.Tensor, { from, to, strict }: Layer): tf.Tensor => {
  const [inputs, outputs] = [tf.tensor1d(from).expandDims(1), tf.tensor1d(to).expandDims(0)];
  const open = strict ? outputs.greater(inputs) : outputs.greaterEqual(inputs);
  return weights.mul(open.cast("float32"));
};

/**
 * An autoregressive decoder, p(x|z) = Π p(x_i | x_1 … x_{i−1}, z), by one masked network (MADE:
 * Germain et al. 2015) with z as an input of every layer. log p(x|z) takes one pass, a sample D. It
 * can model x without z, so posteriors tend to collapse (Chen et al. 2017). E[x|z] has no closed form:
 * `mean` estimates it by averaging E[x_i | x_1 … x_{i−1}, z] over ancestral samples of a fixed seed.
 */
export const maskedDecoder = withOptions(
  "maskedDecoder",
  { meanDraws: "optional" },
  ({ meanDraws = 16 }: MaskedDecoderOptions): MakeDecoder =>
    ({ dataSize: D, latentSize: K, hidden, initialiser = glorotUniform }, likelihood) => {
      requireCount("meanDraws", meanDraws);
      const distribution = asLearned(likelihood);
      const perPixel = likelihood.outputSize(D) / D;
      if (!Number.isInteger(perPixel))
        throw new ShapeError(
          `the likelihood must take a whole number of outputs for each pixel, got ${perPixel}`,
        );
      const order = Float32Array.from({ length: D }, (_, i) => i + 1);
      const outputs = Float32Array.from({ length: D * perPixel }, (_, i) => (i % D) + 1);
      const widths = [order, ...hidden.toReversed().map((width) => degrees(width, D)), outputs];
      const layers = widths.slice(1).map((to, i): Layer => {
        const strict = i === hidden.length;
        const name = strict ? "decoder.output" : `decoder.hidden.${i + 1}`;
        return { name, from: widths[i] ?? order, to, strict };
      });
      const shapes = Object.fromEntries(
        layers.flatMap(({ name, from, to }) => [
          [`${name}.weights`, [from.length, to.length]],
          [`${name}.codeWeights`, [K, to.length]],
          [`${name}.bias`, [to.length]],
        ]),
      );

      const sizesOf = (z: tf.Tensor): [number, number] => {
        assertShape("z", z, { S: undefined, B: undefined, K });
        const [S = 0, B = 0] = z.shape;
        return [S, B];
      };

      /** x [N, D], or [B, D] shared by all S, and z [S, B, K] → the likelihood's parameters. */
      const outputsOf = (parameters: Parameters, z: tf.Tensor, x: tf.Tensor): tf.Tensor => {
        const [S, B] = sizesOf(z);
        const codes = tf.reshape(z, [S * B, K]);
        const own = (name: string) => parameter(parameters, name);
        const found = layers.reduce((input: tf.Tensor, layer, i) => {
          const seen = matMul(
            i === 0 ? input : relu(input),
            masked(own(`${layer.name}.weights`), layer),
          );
          const rest = matMul(codes, own(`${layer.name}.codeWeights`)).add(
            own(`${layer.name}.bias`),
          );
          if (seen.shape[0] === S * B) return seen.add(rest);
          return rest
            .reshape([S, B, -1])
            .add(seen)
            .reshape([S * B, layer.to.length]);
        }, x);
        return found.reshape([S, B, outputs.length]);
      };

      const sampleData = (parameters: Parameters, z: tf.Tensor, rng: Rng): tf.Tensor => {
        const [S, B] = sizesOf(z);
        let x: tf.Tensor = tf.zeros([S * B, D]);
        for (let i = 0; i < D; i++)
          x = tf.tidy(() => {
            const outputs = outputsOf(parameters, z, x);
            const drawn = distribution.at(parameters).sample(outputs, rng.fold("pixel", i));
            const here = tf.oneHot(tf.scalar(i, "int32"), D).cast("float32");
            return x.add(drawn.reshape([S * B, D]).mul(here));
          });
        return x.reshape([S, B, D]);
      };

      return {
        shapes: { ...shapes, ...distribution.shapes },
        init: (rng) => ({
          ...distribution.init(rng),
          ...Object.fromEntries(
            Object.entries(shapes).map(([name, [inputs = 0, width]]) => [
              name,
              width === undefined
                ? tf.zeros([inputs])
                : tf.tidy(() => initialised(initialiser, rng.fold(name), inputs, width)),
            ]),
          ),
        }),
        measureOf: likelihood.measureOf,
        requireData: likelihood.requireData,
        logLikelihood: (parameters, z, x) =>
          distribution.at(parameters).logProb(outputsOf(parameters, z, x), x),
        mean: (parameters, z) => {
          const [S, B] = sizesOf(z);
          const many = z.tile([meanDraws, 1, 1]);
          const x = withoutGradient(() =>
            sampleData(parameters, many, stream(0).fold("mean of a masked decoder")),
          );
          const means = distribution
            .at(parameters)
            .mean(outputsOf(parameters, many, x.reshape([-1, D])));
          return means.reshape([meanDraws, S, B, D]).mean(0);
        },
        sampleData,
      };
    },
);
