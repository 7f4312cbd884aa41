import * as tf from "@tensorflow/tfjs";
import { requireNotNegative } from "../arguments.ts";
import { mapped } from "../networks/parameters.ts";
import { withOptions } from "../options.ts";
import { type AdamOptions, adam } from "./adam.ts";
import { rateOfStep } from "./learning-rate.ts";
import type { Optimizer } from "./optimizer.ts";

/** Options of `adamw`. */
export interface AdamWOptions extends AdamOptions {
  /** Each step first multiplies the parameters by 1 − learningRate · weightDecay. Default: 0.01. */
  readonly weightDecay?: number;
}

/** Adam with decoupled weight decay (Loshchilov & Hutter 2019, algorithm 2). */
export const adamw = withOptions(
  "adamw",
  {
    learningRate: "optional",
    beta1: "optional",
    beta2: "optional",
    epsilon: "optional",
    gradientClipping: "optional",
    weightDecay: "optional",
  },
  ({ weightDecay = 0.01, learningRate = 1e-3, ...options }: AdamWOptions): Optimizer => {
    requireNotNegative("weightDecay", weightDecay);
    const { rule, init, update } = adam({ learningRate, ...options });
    return {
      rule: { ...rule, name: "adamw", weightDecay },
      init,
      update: (gradients, state, parameters, given) => {
        const eta = rateOfStep(learningRate, given);
        const decayed = mapped(parameters, (_, p) => p.mul(1 - eta * weightDecay));
        const next = update(gradients, state, decayed, eta);
        tf.dispose(decayed);
        return next;
      },
    };
  },
);
