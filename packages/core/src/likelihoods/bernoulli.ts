import * as tf from "@tensorflow/tfjs";
import { firstOutside } from "../arguments.ts";
import { bernoulliLogMass } from "../distributions/bernoulli-log-mass.ts";
import { matMul } from "../networks/mat-mul.ts";
import type { Likelihood } from "./likelihood.ts";

/** Pixels as coins; the decoder puts out logits. The log-likelihood is minus the cross-entropy. */
export const bernoulli = (): Likelihood => ({
  normalisedTo:
    "counting measure on {0, 1}^D; of grey values an unnormalised cross-entropy, not a log-probability",
  logProb: bernoulliLogMass,
  // Σ x·l − Σ log(1 + eˡ): the first sum is a product of matrices, the second does not depend on x.
  logProbTable: (logits, x) =>
    matMul(x, tf.transpose(logits)).add(bernoulliLogMass(logits, tf.zerosLike(logits))),
  mean: (logits) => tf.sigmoid(logits),
  requireData: (name, values) => {
    const i = firstOutside(values, 0, 1);
    if (i >= 0) throw new RangeError(`${name}[${i}] must be in [0, 1], got ${values[i]}`);
  },
});
