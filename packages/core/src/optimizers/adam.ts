import * as tf from "@tensorflow/tfjs";
import { requireFraction, requirePositive } from "../arguments.ts";
import { mapped, parameter } from "../networks/parameters.ts";
import { withOptions } from "../options.ts";
import { clippedIf } from "./gradient-clipping.ts";
import { rateOfStep, requireLearningRate } from "./learning-rate.ts";
import type { AdamRule, LearningRate, Optimizer } from "./optimizer.ts";

/** Options of `adam`. */
export interface AdamOptions {
  /** Default: 0.001. */
  readonly learningRate?: LearningRate;
  readonly beta1?: number;
  readonly beta2?: number;
  readonly epsilon?: number;
  /** The largest norm of all gradients together; longer ones are scaled to it. None when not given. */
  readonly gradientClipping?: number | undefined;
}

/** Adam (Kingma & Ba 2015, algorithm 1), with the defaults of tf.train.adam. */
export const adam = withOptions(
  "adam",
  {
    learningRate: "optional",
    beta1: "optional",
    beta2: "optional",
    epsilon: "optional",
    gradientClipping: "optional",
  },
  ({
    learningRate = 1e-3,
    beta1 = 0.9,
    beta2 = 0.999,
    epsilon = 1e-7,
    gradientClipping,
  }: AdamOptions): Optimizer & { readonly rule: AdamRule } => {
    requireLearningRate(learningRate);
    requireFraction("beta1", beta1);
    requireFraction("beta2", beta2);
    requirePositive("epsilon", epsilon);
    return clippedIf(gradientClipping, {
      rule: { name: "adam", learningRate, beta1, beta2, epsilon },
      init: (parameters) => ({
        step: 0,
        slots: {
          mean: mapped(parameters, (_, p) => tf.zerosLike(p)),
          square: mapped(parameters, (_, p) => tf.zerosLike(p)),
        },
      }),
      update: (gradients, { step, slots }, parameters, given) => {
        const t = step + 1;
        const eta = rateOfStep(learningRate, given);
        const { mean = {}, square = {} } = slots;
        const [rest1, rest2] = [1 - beta1 ** t, 1 - beta2 ** t];
        // lr · m̂ / (√v̂ + ε) with the bias corrections as scalars, which saves two passes over memory.
        const constants = tf.tidy(() => ({
          beta1: tf.scalar(beta1),
          fresh1: tf.scalar(1 - beta1),
          beta2: tf.scalar(beta2),
          fresh2: tf.scalar(1 - beta2),
          epsilon: tf.scalar(epsilon * Math.sqrt(rest2)),
          rate: tf.scalar((eta * Math.sqrt(rest2)) / rest1),
        }));
        const newMean = mapped(mean, (name, m) => {
          const g = parameter(gradients, name);
          return tf.tidy(() => m.mul(constants.beta1).add(g.mul(constants.fresh1)));
        });
        const newSquare = mapped(square, (name, v) => {
          const g = parameter(gradients, name);
          return tf.tidy(() => v.mul(constants.beta2).add(g.square().mul(constants.fresh2)));
        });
        const newParameters = mapped(parameters, (name, p) =>
          tf.tidy(() => {
            const scale = parameter(newSquare, name).sqrt().add(constants.epsilon);
            return p.sub(parameter(newMean, name).div(scale).mul(constants.rate));
          }),
        );
        tf.dispose(constants);
        return {
          parameters: newParameters,
          state: { step: t, slots: { mean: newMean, square: newSquare } },
        };
      },
    });
  },
);
