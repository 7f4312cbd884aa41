import * as tf from "@tensorflow/tfjs";
import { requireFraction } from "../arguments.ts";
import { mapped, parameter } from "../networks/parameters.ts";
import { withOptions } from "../options.ts";
import { clippedIf } from "./gradient-clipping.ts";
import { rateOfStep, requireLearningRate } from "./learning-rate.ts";
import type { LearningRate, Optimizer } from "./optimizer.ts";

/** Options of `sgd`. */
export interface SgdOptions {
  /** Default: 0.01. */
  readonly learningRate?: LearningRate;
  /** In [0, 1): a ← momentum · a + g. Default: 0. */
  readonly momentum?: number;
  /** Steps along g + momentum · a instead of a. */
  readonly nesterov?: boolean;
  /** The largest norm of all gradients together; longer ones are scaled to it. None when not given. */
  readonly gradientClipping?: number | undefined;
}

/** Gradient descent, with momentum (Polyak 1964; Sutskever et al. 2013), like tf.train.momentum. */
export const sgd = withOptions(
  "sgd",
  {
    learningRate: "optional",
    momentum: "optional",
    nesterov: "optional",
    gradientClipping: "optional",
  },
  ({
    learningRate = 0.01,
    momentum = 0,
    nesterov = false,
    gradientClipping,
  }: SgdOptions): Optimizer => {
    requireLearningRate(learningRate);
    requireFraction("momentum", momentum);
    return clippedIf<Optimizer>(gradientClipping, {
      rule: { name: "sgd", learningRate, momentum, nesterov },
      init: (parameters) => ({
        step: 0,
        slots: momentum === 0 ? {} : { momentum: mapped(parameters, (_, p) => tf.zerosLike(p)) },
      }),
      update: (gradients, { step, slots }, parameters, given) => {
        const eta = rateOfStep(learningRate, given);
        const { momentum: last } = slots;
        const direction =
          last &&
          mapped(last, (name, a) => tf.tidy(() => a.mul(momentum).add(parameter(gradients, name))));
        const moved = mapped(parameters, (name, p) =>
          tf.tidy(() => {
            const g = parameter(gradients, name);
            const a = direction === undefined ? g : parameter(direction, name);
            const along = direction && nesterov ? g.add(a.mul(momentum)) : a;
            return p.sub(along.mul(eta));
          }),
        );
        return {
          parameters: moved,
          state: { step: step + 1, slots: direction === undefined ? {} : { momentum: direction } },
        };
      },
    });
  },
);
