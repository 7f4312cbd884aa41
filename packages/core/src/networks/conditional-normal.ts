import * as tf from "@tensorflow/tfjs";
import type { Moments } from "../distributions/moments.ts";
import { dense } from "./dense.ts";
import type { Initialiser } from "./initialiser.ts";
import { mlp } from "./mlp.ts";
import { joinParameters, type Parameterised, type Parameters } from "./parameters.ts";

export interface ConditionalNormalOptions {
  readonly name: string;
  readonly inputs: number;
  readonly hidden: readonly number[];
  readonly outputs: number;
  readonly initialiser?: Initialiser | undefined;
  /** What the log variance is bounded by; nothing when not given. */
  readonly bounded?: ((logVariance: tf.Tensor) => tf.Tensor) | undefined;
}

/** A conditional normal distribution: dense networks map the condition to mean and log-variance. */
export interface ConditionalNormal extends Parameterised {
  /** [S, B, inputs] → [S, B, outputs] each. */
  moments(parameters: Parameters, given: tf.Tensor): Moments;
}

/** Dense relu layers `name.hidden.1`, …, then the heads `name.mean` and `name.logVariance`. */
export const conditionalNormal = ({
  name,
  inputs,
  hidden,
  outputs,
  initialiser,
  bounded = (logVariance) => logVariance,
}: ConditionalNormalOptions): ConditionalNormal => {
  const widths = [inputs, ...hidden];
  const body = mlp({ name: `${name}.hidden`, widths, initialiser });
  const head = (which: string) =>
    dense({ name: `${name}.${which}`, inputs: widths.at(-1) ?? inputs, outputs, initialiser });
  const [mean, logVariance] = [head("mean"), head("logVariance")];
  return {
    ...joinParameters(body, mean, logVariance),
    moments: (parameters, given) => {
      const [S = 0, B = 0] = given.shape;
      const h = body.apply(parameters, tf.reshape(given, [S * B, inputs]));
      const shaped = (values: tf.Tensor) => values.reshape([S, B, outputs]);
      return {
        mean: shaped(mean.apply(parameters, h)),
        logVariance: bounded(shaped(logVariance.apply(parameters, h))),
      };
    },
  };
};
