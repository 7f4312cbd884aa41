import { requireCount, requireInteger, shown } from "../arguments.ts";
import { applyTransform, undoTransform } from "../data/affine-transform.ts";
import { sampleAxes } from "../data/sample-shape.ts";
import { codes, priorCodes } from "../evaluation/codes.ts";
import { decode, drawData } from "../evaluation/decode.ts";
import {
  type PlainTensor,
  requirePlainTensor,
  type TrainedModel,
} from "../models/trained-model.ts";
import { requireOptions } from "../options.ts";
import { type Rng, rng } from "../random/rng.ts";
import { ShapeError } from "../tensors/shapes.ts";
import type { DescribedModel } from "./build-model.ts";
import type { ModelDescription } from "./model-description.ts";

/** What is decoded of a code: the mean of p(x|z), or a draw of it, which has the observation noise. */
export type Output = "mean" | "draw";

/** Options of a loaded model's `decode`. */
export interface DecodeOptions {
  /** Default: mean. */
  readonly output?: Output;
  /** The seed of a draw. */
  readonly seed?: number;
}

/** Options of a loaded model's `sample`. */
export interface SampleOptions {
  /** Equal seeds give equal samples. */
  readonly seed: number;
  /** Default: mean. */
  readonly output?: Output;
}

/** The moments of q(z|x) of N samples. */
export interface EncodedCodes {
  /** E[z|x]: [N, K]. */
  readonly mean: PlainTensor;
  /** ln Var[z|x]: [N, K]; absent for autoencoders and for discrete codes. */
  readonly logVariance?: PlainTensor;
}

/** A model of a checkpoint, ready to use. Values are plain numbers with their shapes. */
export interface LoadedModel {
  readonly description: ModelDescription;
  /** All that the checkpoint's metadata say, such as the config of its trial. */
  readonly metadata: Readonly<Record<string, string>>;
  /** K, the length of a code. */
  readonly latentSize: number;
  /** The axes of a sample: [H, W, C] for images, [D] for vectors. */
  readonly sampleShape: readonly number[];
  /** The model with its parameters, for the functions of `@vae-lab/core/evaluation`. */
  readonly trained: TrainedModel<DescribedModel>;
  /**
   * The moments of q(z|x) of N samples, row after row, in the units of the data.
   * @throws TypeError, ShapeError, RangeError for values that are no data of the model
   */
  encode(x: Float32Array | PlainTensor): EncodedCodes;
  /**
   * The samples that N codes stand for, in the units of the data: [N, H, W, C] or [N, D].
   * @throws TypeError, ShapeError, RangeError for values that are no codes, and for draws without a seed
   */
  decode(z: Float32Array | PlainTensor, options?: DecodeOptions): PlainTensor;
  /**
   * `count` samples of the model, decoded draws of the prior: [count, H, W, C] or [count, D].
   * @throws TypeError for an autoencoder, which has no prior
   */
  sample(count: number, options: SampleOptions): PlainTensor;
  /** Frees the parameters. A second call does nothing. */
  dispose(): void;
}

/** A trained model with its description, as `LoadedModel` has it. It takes over the parameters. */
export const loadedModel = (
  trained: TrainedModel<DescribedModel>,
  description: ModelDescription,
  metadata: Readonly<Record<string, string>> = {},
): LoadedModel => {
  const { latentSize: K } = trained.model;
  const sampleShape = sampleAxes(description.sample);

  const { transform } = description;
  const D = trained.model.dataSize;

  const means = (z: Float32Array): Float32Array => decode(trained, z);
  const draws = (z: Float32Array, noise: Rng): Float32Array => drawData(trained, z, noise);
  const taken = (x: Float32Array): Float32Array =>
    transform === undefined ? x : applyTransform(transform, x, D);
  const decoded = (values: Float32Array): PlainTensor => ({
    shape: [values.length / D, ...sampleShape],
    values: transform === undefined ? values : undoTransform(transform, values, D),
  });
  const coded = (values: Float32Array): PlainTensor => ({ shape: [values.length / K, K], values });

  return {
    description,
    metadata,
    latentSize: K,
    sampleShape,
    trained,
    encode: (x) => {
      const { mean, logVariance } = codes(trained, taken(valuesOf("x", x, sampleShape)));
      return { mean: coded(mean), ...(logVariance && { logVariance: coded(logVariance) }) };
    },
    decode: (z, options = {}) => {
      requireOptions("decode", options, { output: "optional", seed: "optional" });
      const { output = "mean", seed } = options;
      requireOutput(output);
      const values = valuesOf("z", z, [K]);
      if (output === "mean") return decoded(means(values));
      if (seed === undefined)
        throw new TypeError(
          'cannot draw without a seed; pass one, as in decode(z, { output: "draw", seed: 1 })',
        );
      return decoded(draws(values, rng(seed).fold("data")));
    },
    sample: (count, options) => {
      requireOptions("sample", options, { seed: "required", output: "optional" });
      const { seed, output = "mean" } = options;
      requireCount("count", count);
      requireInteger("seed", seed, 0);
      requireOutput(output);
      const { model, parameters } = trained;
      if (!("prior" in model))
        throw new TypeError(
          "cannot sample from an autoencoder: it has no prior p(z); decode codes of your own, such as those of encode(x)",
        );
      const z = priorCodes({ model, parameters }, rng(seed).fold("codes"), count);
      return decoded(output === "mean" ? means(z) : draws(z, rng(seed).fold("data")));
    },
    dispose: trained.dispose,
  };
};

const requireOutput = (output: Output): void => {
  if (output !== "mean" && output !== "draw")
    throw new RangeError(`output must be one of mean, draw, got ${shown(output)}`);
};

/**
 * The values of an argument that may have a shape, whose axes after the first must be a sample's or
 * a code's, or their product.
 */
const valuesOf = (
  name: string,
  given: Float32Array | PlainTensor,
  axes: readonly number[],
): Float32Array => {
  if (typeof given !== "object" || given === null || !("values" in given && "shape" in given))
    return given as Float32Array;
  requirePlainTensor(name, given);
  const [, ...rest] = given.shape;
  const width = axes.reduce((product, length) => product * length, 1);
  const isOne = rest.join() === axes.join() || rest.join() === String(width);
  if (isOne) return given.values;
  throw new ShapeError(
    `${name} must have shape [N, ${axes.join(", ")}], got [${given.shape.join(", ")}]`,
  );
};
