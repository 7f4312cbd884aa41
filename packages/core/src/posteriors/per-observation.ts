import * as tf from "@tensorflow/tfjs";
import { requireCount } from "../arguments.ts";
import { normal } from "../distributions/normal.ts";
import type { Vae } from "../models/model.ts";
import {
  joinParameters,
  type Parameterised,
  type Parameters,
  parameter,
  pick,
} from "../networks/parameters.ts";
import { requireOptions } from "../options.ts";
import { withGradient } from "../tensors/gradients.ts";
import { type AscentOptions, ascend, ascentOptions, requireAscent } from "./ascend.ts";

/** Options of `perObservation`. */
export interface PerObservationOptions extends Omit<AscentOptions, "steps"> {
  /** N, the number of training rows. */
  readonly rows: number;
  /** Optimisation steps for rows outside the training data. Default: 200. */
  readonly steps?: number;
}

const names = { mean: "posterior.mean", logVariance: "posterior.logVariance" } as const;

/** Rows [B] of a table [N, K] → [B, K]; its gradient uses only ops that every backend has. */
export const rowsOfTable = (table: tf.Tensor, rows: tf.Tensor): tf.Tensor =>
  withGradient(
    [table],
    () => ({ value: tf.gather(table, rows as tf.Tensor1D), saved: [] }),
    (dy) => [tf.scatterND(rows.expandDims(-1), dy, table.shape)],
  );

/**
 * Separate variational parameters for each observation instead of an encoder: the moments of q(z|x)
 * of the N training rows are two tables [N, K], indexed by the minibatch's rows and initialised to the
 * prior N(0, I). Outside training q is found by optimisation with the model fixed. The optimizer's
 * momentum also moves rows outside the minibatch.
 * @throws TypeError, RangeError for options that break a rule
 * @throws Error, in training, for a minibatch without row numbers
 */
export const perObservation = <M extends Vae>(model: M, options: PerObservationOptions): M => {
  requireOptions("perObservation", options, {
    ...ascentOptions,
    rows: "required",
    steps: "optional",
  });
  const { rows, steps = 200, ...others } = options;
  requireCount("rows", rows);
  const ascent = { ...others, steps };
  requireAscent(ascent);
  const shape = [rows, model.latentSize];
  const table: Parameterised = {
    shapes: { [names.mean]: shape, [names.logVariance]: shape },
    init: () => ({ [names.mean]: tf.zeros(shape), [names.logVariance]: tf.zeros(shape) }),
  };
  return {
    ...model,
    ...joinParameters(withoutEncoder(model), table),
    posterior: (parameters, x) => {
      const start = tf.zeros([x.shape[0] ?? 0, model.latentSize]);
      return ascend(model, parameters, x, { mean: start, logVariance: start }, ascent);
    },
    posteriorInTraining: (parameters, minibatch) => {
      const { rows: chosen } = minibatch;
      if (chosen === undefined)
        throw new Error(
          "cannot find the parameters of each row: perObservation needs minibatch.rows (got none)",
        );
      return normal({
        mean: rowsOfTable(parameter(parameters, names.mean), chosen),
        logVariance: rowsOfTable(parameter(parameters, names.logVariance), chosen),
      });
    },
  };
};

/** Whether a parameter is the encoder's, by the prefix of its name. */
export const isEncoderParameter = (name: string): boolean => name.startsWith("encoder.");

const withoutEncoder = ({ shapes, nonTrainable = [], init }: Parameterised): Parameterised => {
  const kept = Object.keys(shapes).filter((name) => !isEncoderParameter(name));
  return {
    shapes: Object.fromEntries(kept.map((name) => [name, shapes[name] ?? []])),
    nonTrainable: nonTrainable.filter((name) => !isEncoderParameter(name)),
    init: (rng) => {
      const all: Parameters = init(rng);
      tf.dispose(pick(all, Object.keys(all).filter(isEncoderParameter)));
      return pick(all, kept);
    },
  };
};
