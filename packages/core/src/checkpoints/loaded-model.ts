import { requireCount, requireInteger, shown } from "../arguments.ts";
import { applyTransform, undoTransform } from "../data/affine-transform.ts";
import { sampleAxes, sampleLength } from "../data/sample-shape.ts";
import { codes, priorCodes } from "../evaluation/codes.ts";
import { decode, drawData } from "../evaluation/decode.ts";
import { isConditional, withLabels } from "../models/conditional-vae.ts";
import {
  type PlainTensor,
  requirePlainTensor,
  type TrainedModel,
} from "../models/trained-model.ts";
import { requireOptions } from "../options.ts";
import { type Rng, rng } from "../random/rng.ts";
import { rowsOf, ShapeError } from "../tensors/shapes.ts";
import type { DescribedModel } from "./build-model.ts";
import { drawLabels, labelsOf, type SampleLabels } from "./labels.ts";
import type { ModelDescription } from "./model-description.ts";

/** What is decoded of a code: the mean of p(x|z), or a draw of it, which has the observation noise. */
export type Output = "mean" | "draw";

/** Options of a conditional model. */
export interface LabelOptions {
  /** The classes of the samples. A conditional model needs them; other models take none. */
  readonly labels?: SampleLabels;
}

/** Options of a loaded model's `encode`. */
export interface EncodeOptions extends LabelOptions {}

/** Options of a loaded model's `decode`. */
export interface DecodeOptions extends LabelOptions {
  /** Default: mean. */
  readonly output?: Output;
  /** The seed of a draw. */
  readonly seed?: number;
}

/**
 * Options of a loaded model's `sample`. Without labels, those of a conditional model are drawn from the
 * shares of the classes in its training data.
 */
export interface SampleOptions extends LabelOptions {
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
   * The moments of q(z|x) of N samples, row after row, in the units of the data; of q(z|x, y) with labels.
   * @throws TypeError, ShapeError, RangeError for values that are no data of the model, and for labels that
   * are missing or are no classes
   */
  encode(x: Float32Array | PlainTensor, options?: EncodeOptions): EncodedCodes;
  /**
   * The samples that N codes stand for, in the units of the data: [N, H, W, C] or [N, D].
   * @throws TypeError, ShapeError, RangeError for values that are no codes, for draws without a seed,
   * and for labels that are missing or are no classes
   */
  decode(z: Float32Array | PlainTensor, options?: DecodeOptions): PlainTensor;
  /**
   * `count` samples of the model, decoded draws of the prior: [count, H, W, C] or [count, D].
   * @throws TypeError for an autoencoder, which has no prior
   * @throws TypeError, ShapeError, RangeError for labels that are no classes of the model
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
  const D = sampleLength(description.sample);
  const condition =
    description.kind === "vae" && description.family === "normal"
      ? description.condition
      : undefined;
  const { model } = trained;
  const decoder = isConditional(model)
    ? { model: model.labelledDecoder, parameters: trained.parameters }
    : trained;

  /** Rows as the model or its decoder takes them: with their classes, if it is conditional. */
  const given = (
    call: string,
    rows: Float32Array,
    width: number,
    labels: SampleLabels | undefined,
  ): Float32Array => {
    const own = labelsOf(call, condition, labels, rows.length / width);
    return own && condition ? withLabels(rows, own, condition.classes.length) : rows;
  };
  const means = (z: Float32Array): Float32Array => decode(decoder, z);
  const draws = (z: Float32Array, noise: Rng): Float32Array => drawData(decoder, z, noise);
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
    encode: (x, options = {}) => {
      requireOptions("encode", options, { labels: "optional" });
      const rows = rowsWith("x", valuesOf("x", x, sampleShape), D);
      const { mean, logVariance } = codes(trained, given("encode", taken(rows), D, options.labels));
      return { mean: coded(mean), ...(logVariance && { logVariance: coded(logVariance) }) };
    },
    decode: (z, options = {}) => {
      requireOptions("decode", options, {
        output: "optional",
        seed: "optional",
        labels: "optional",
      });
      const { output = "mean", seed, labels } = options;
      requireOutput(output);
      const values = given("decode", rowsWith("z", valuesOf("z", z, [K]), K), K, labels);
      if (output === "mean") return decoded(means(values));
      if (seed === undefined)
        throw new TypeError(
          'cannot draw without a seed; pass one, as in decode(z, { output: "draw", seed: 1 })',
        );
      return decoded(draws(values, rng(seed).fold("data")));
    },
    sample: (count, options) => {
      requireOptions("sample", options, {
        seed: "required",
        output: "optional",
        labels: "optional",
      });
      const { seed, output = "mean", labels } = options;
      requireCount("count", count);
      requireInteger("seed", seed, 0);
      requireOutput(output);
      const { parameters } = trained;
      if (!("prior" in model))
        throw new TypeError(
          "cannot sample from an autoencoder: it has no prior p(z); decode codes of your own, such as those of encode(x)",
        );
      const own = labels ?? (condition && drawLabels(condition, rng(seed).fold("labels"), count));
      const z = given(
        "sample",
        priorCodes({ model, parameters }, rng(seed).fold("codes"), count),
        K,
        own,
      );
      return decoded(output === "mean" ? means(z) : draws(z, rng(seed).fold("data")));
    },
    dispose: trained.dispose,
  };
};

const requireOutput = (output: Output): void => {
  if (output !== "mean" && output !== "draw")
    throw new RangeError(`output must be one of mean, draw, got ${shown(output)}`);
};

/** @throws TypeError, ShapeError unless these are rows of `width` numbers, at least one */
const rowsWith = (name: string, values: Float32Array, width: number): Float32Array => {
  rowsOf(name, values, width);
  return values;
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
