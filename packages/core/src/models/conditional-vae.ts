import * as tf from "@tensorflow/tfjs";
import { requireCount } from "../arguments.ts";
import type { Parameters } from "../networks/parameters.ts";
import { withOptions } from "../options.ts";
import { assertShape, ShapeError } from "../tensors/shapes.ts";
import { type Decoder, denseDecoder } from "./decoder.ts";
import type { LatentModel, Vae } from "./model.ts";
import { type ModelOptions, modelOptionNames } from "./model-options.ts";
import { type TrainedModel, trainedModel } from "./trained-model.ts";
import { vae } from "./vae.ts";

/** Options of `conditionalVae`. */
export interface ConditionalVaeOptions extends ModelOptions {
  /** C ≥ 2, the number of classes. */
  readonly classes: number;
}

/** A decoder of codes of K numbers, to data of D numbers. */
export type CodeDecoder = Pick<LatentModel<unknown>, keyof Decoder | "dataSize" | "latentSize">;

/**
 * A VAE of data given their class: q(z|x, y), p(x|z, y) and p(z). A row of its data is x followed by
 * y as a one-hot vector of length C (`withLabels`); training, encoding and evaluation take such rows.
 * Decoding needs a class: see `conditionOn`.
 */
export interface ConditionalVae extends Vae {
  readonly classes: number;
  /** The VAE of x for one class: bounds and estimates of log p(x|y) are those of any VAE. */
  at(label: number): Vae;
  /** p(x|z, y) of codes that are z followed by y as a one-hot vector, for codes of several classes. */
  readonly labelledDecoder: CodeDecoder;
}

const requireLabel = (label: number, classes: number): void => {
  if (!Number.isInteger(label) || label < 0 || label >= classes)
    throw new RangeError(
      `a label must be a whole number from 0 to ${classes - 1}, got ${String(label)}`,
    );
};

/**
 * x [N·D] and N labels → N rows of D + C numbers: x and its class as a one-hot vector.
 * @throws ShapeError unless x has one row per label
 * @throws RangeError for a label that is no class
 */
export const withLabels = (
  x: Float32Array,
  labels: ArrayLike<number>,
  classes: number,
): Float32Array => {
  const N = labels.length;
  const D = x.length / N;
  if (N === 0 || !Number.isInteger(D))
    throw new ShapeError(`x must hold one row per label, got ${x.length} numbers and ${N} labels`);
  const rows = new Float32Array(N * (D + classes));
  for (let n = 0; n < N; n++) {
    const label = labels[n] as number;
    requireLabel(label, classes);
    rows.set(x.subarray(n * D, (n + 1) * D), n * (D + classes));
    rows[n * (D + classes) + D + label] = 1;
  }
  return rows;
};

const undecided = (): never => {
  throw new TypeError(
    "cannot decode without a class: p(x|z, y) needs y; use conditionOn(trained, label) or labelledDecoder(trained)",
  );
};

/**
 * A conditional VAE (Sohn, Lee & Yan 2015, "Learning structured output representation using deep
 * conditional generative models"): the class is concatenated to x for the encoder and to z for the
 * decoder. Options are those of `vae`; `dataSize` is D, the length of x without its class.
 * @throws RangeError for fewer than two classes and for sizes that are not whole numbers ≥ 1
 */
export const conditionalVae = withOptions(
  "conditionalVae",
  { ...modelOptionNames, classes: "required" },
  ({
    classes,
    decoder: makeDecoder = denseDecoder,
    ...options
  }: ConditionalVaeOptions): ConditionalVae => {
    requireCount("classes", classes, 2);
    const { dataSize: D, latentSize: K } = options;
    /** [B, D + C] → [B, D] and [B, C]. */
    const parts = (rows: tf.Tensor): [tf.Tensor, tf.Tensor] => {
      assertShape("x", rows, { B: undefined, D: D + classes });
      return tf.split(rows, [D, classes], 1) as [tf.Tensor, tf.Tensor];
    };
    /** z [S, B, K] and y [B, C] → [S, B, K + C]. */
    const joined = (z: tf.Tensor, y: tf.Tensor): tf.Tensor => {
      assertShape("z", z, { S: undefined, B: undefined, K });
      const [S = 0] = z.shape;
      return tf.concat([z, y.expandDims(0).tile([S, 1, 1])], 2);
    };
    const oneHot = (label: number, rows: number): tf.Tensor =>
      tf.oneHot(tf.fill([rows], label, "int32"), classes).cast("float32");

    const own = vae({
      ...options,
      conditionSize: classes,
      // The decoder's codes are [z, y]
      decoder: (sizes, likelihood) =>
        makeDecoder({ ...sizes, latentSize: K + classes }, likelihood),
    });

    const at = (label: number): Vae => {
      requireLabel(label, classes);
      const withClass = (x: tf.Tensor): tf.Tensor => {
        assertShape("x", x, { B: undefined, D });
        return tf.concat([x, oneHot(label, x.shape[0] ?? 0)], 1);
      };
      const code = (z: tf.Tensor): tf.Tensor => joined(z, oneHot(label, z.shape[1] ?? 0));
      const { logLikelihoodTable } = own;
      return {
        ...own,
        ...(logLikelihoodTable && {
          logLikelihoodTable: (parameters: Parameters, z: tf.Tensor, x: tf.Tensor) =>
            logLikelihoodTable(parameters, code(z.expandDims(0)).squeeze<tf.Tensor2D>([0]), x),
        }),
        posterior: (parameters, x) => own.posterior(parameters, withClass(x)),
        logLikelihood: (parameters, z, x) => own.logLikelihood(parameters, code(z), x),
        mean: (parameters, z) => own.mean(parameters, code(z)),
        sampleData: (parameters, z, rng) => own.sampleData(parameters, code(z), rng),
      };
    };

    const { logLikelihoodTable: _, ...rest } = own;
    return {
      ...rest,
      classes,
      dataSize: D + classes,
      at,
      labelledDecoder: { ...own, latentSize: K + classes },
      posterior: (parameters, rows) => {
        assertShape("x", rows, { B: undefined, D: D + classes });
        return own.posterior(parameters, rows);
      },
      logLikelihood: (parameters, z, rows) => {
        const [x, y] = parts(rows);
        return own.logLikelihood(parameters, joined(z, y), x);
      },
      mean: undecided,
      sampleData: undecided,
    };
  },
);

/**
 * A trained conditional VAE for one class: an ordinary VAE of x, for every function that takes one.
 * It holds its own handles on the parameters; dispose it.
 * @throws RangeError for a label that is no class
 */
export const conditionOn = (
  { model, parameters }: TrainedModel<ConditionalVae>,
  label: number,
): TrainedModel<Vae> => trainedModel(model.at(label), parameters);

/**
 * The decoder of a trained conditional VAE for codes of several classes: rows of z and their class, which
 * `withLabels(z, labels, classes)` makes. `decode` and `drawData` take it. It uses the parameters of the
 * trained model, which must not be disposed before.
 */
export const labelledDecoder = ({
  model,
  parameters,
}: Pick<TrainedModel<ConditionalVae>, "model" | "parameters">): {
  readonly model: CodeDecoder;
  readonly parameters: Parameters;
} => ({ model: model.labelledDecoder, parameters });

/** Whether a model is of data given their class. */
export const isConditional = (model: object): model is ConditionalVae => "labelledDecoder" in model;
