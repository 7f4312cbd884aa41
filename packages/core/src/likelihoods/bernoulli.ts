import * as tf from "@tensorflow/tfjs";

import { bernoulliLogMass } from "../distributions/bernoulli-log-mass.ts";
import { matMul } from "../networks/mat-mul.ts";
import type { BaseMeasure } from "./base-measure.ts";
import { requireUnitInterval } from "./data-rules.ts";
import type { Likelihood } from "./likelihood.ts";

const ofBits: BaseMeasure = { kind: "counting", description: "a probability on {0, 1}^D" };
const ofGrey: BaseMeasure = {
  kind: "unnormalised",
  description: "the unnormalised cross-entropy of grey values under a Bernoulli likelihood",
};

/** Independent Bernoulli pixels; the decoder outputs logits. The log-likelihood is minus the cross-entropy. */
export const bernoulli = (): Likelihood => ({
  outputSize: (dataSize) => dataSize,
  logProb: bernoulliLogMass,
  // Σ x·l − Σ log(1 + eˡ): the first sum is a product of matrices, the second does not depend on x.
  logProbTable: (logits, x) =>
    matMul(x, tf.transpose(logits)).add(bernoulliLogMass(logits, tf.zerosLike(logits))),
  mean: (logits) => tf.sigmoid(logits),
  sample: (logits, rng) => rng.uniform(logits.shape).less(logits.sigmoid()).cast("float32"),
  measureOf: (values) => (values.every((value) => value === 0 || value === 1) ? ofBits : ofGrey),
  requireData: requireUnitInterval,
});
