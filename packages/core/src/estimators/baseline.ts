import * as tf from "@tensorflow/tfjs";
import { requireCount, requireFraction } from "../arguments.ts";
import { dense } from "../networks/dense.ts";
import { mlp } from "../networks/mlp.ts";
import {
  joinParameters,
  type Parameterised,
  type Parameters,
  parameter,
} from "../networks/parameters.ts";
import { withOptions } from "../options.ts";
import type { StepStatistics } from "../schedules/controller.ts";

/** A baseline: subtracted from f, independent of the step's samples. */
export interface Baseline extends Parameterised {
  /** [B] or a scalar, in nats. */
  readonly at: (parameters: Parameters, x: tf.Tensor) => tf.Tensor;
  /** Its non-trainable parameters after a step. */
  readonly next?: (parameters: Parameters, measured: StepStatistics) => Parameters;
}

const total = "baseline.mean.total";
const weight = "baseline.mean.weight";

/**
 * An exponential moving average of f over the steps so far, with factor `decay`; 0 before the first
 * step. Its state is the weighted sum and the sum of weights.
 */
export const runningMean = withOptions(
  "runningMean",
  { decay: "optional" },
  ({ decay = 0.99 }: { readonly decay?: number }): Baseline => {
    requireFraction("decay", decay);
    const after = (name: string, parameters: Parameters, now: tf.Tensor | number) =>
      parameter(parameters, name)
        .mul(decay)
        .add(tf.mul(now, 1 - decay));
    return {
      shapes: { [total]: [], [weight]: [] },
      nonTrainable: [total, weight],
      init: () => ({ [total]: tf.scalar(0), [weight]: tf.scalar(0) }),
      // Before the first step 0/least = 0
      at: (parameters) =>
        parameter(parameters, total).div(tf.maximum(parameter(parameters, weight), 1e-30)),
      next: (parameters, { reconstruction }) => ({
        [total]: after(total, parameters, reconstruction),
        [weight]: after(weight, parameters, 1),
      }),
    };
  },
);

/**
 * A dense network of x, trained to predict f by squared error (Mnih & Gregor 2014, section 2.3.1).
 */
export const inputBaseline = withOptions(
  "inputBaseline",
  { dataSize: "required", hidden: "optional" },
  ({
    dataSize,
    hidden = [100],
  }: {
    readonly dataSize: number;
    readonly hidden?: readonly number[];
  }): Baseline => {
    requireCount("dataSize", dataSize);
    const widths = [dataSize, ...hidden];
    const body = mlp({ name: "baseline.hidden", widths });
    const output = dense({
      name: "baseline.output",
      inputs: widths.at(-1) ?? dataSize,
      outputs: 1,
    });
    return {
      ...joinParameters(body, output),
      at: (parameters, x) => output.apply(parameters, body.apply(parameters, x)).squeeze([-1]),
    };
  },
);
