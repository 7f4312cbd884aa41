import * as tf from "@tensorflow/tfjs";
import { requirePositive } from "../arguments.ts";
import { withOptions } from "../options.ts";
import type { Relaxed } from "./distribution.ts";
import { grouped, hardest, requireGroups, ungrouped } from "./groups.ts";
import { logExponential } from "./open-uniform.ts";

/** Options of `concrete`. */
export interface ConcreteOptions {
  /** [B, K], K = U·C: the logits of each unit's classes lie together. They need not be normalised. */
  readonly logits: tf.Tensor;
  /** C ≥ 2. */
  readonly classes: number;
  /** λ > 0. */
  readonly temperature: number;
}

/** log (n)! */
const logFactorial = (n: number): number => {
  let sum = 0;
  for (let i = 2; i <= n; i++) sum += Math.log(i);
  return sum;
};

/**
 * The Concrete, or Gumbel-softmax, distribution (Maddison et al. 2017; Jang et al. 2017) of U units of
 * C classes in the coordinates y = log(code), [B, K] with K = U·C. H(y), the largest class, is
 * categorical with these logits. Densities are those of the ExpConcrete (Maddison et al. 2017, app.
 * C.3), with respect to the C − 1 log ratios of a unit's classes, over which they integrate to 1.
 */
export const concrete = withOptions(
  "concrete",
  { logits: "required", classes: "required", temperature: "required" },
  ({ logits, classes, temperature }: ConcreteOptions): Relaxed => {
    requireGroups("logits", logits, classes);
    requirePositive("temperature", temperature);
    const logMasses = () => ungrouped(tf.logSoftmax(grouped(logits, classes)));
    const cooled = (perturbed: tf.Tensor) =>
      ungrouped(tf.logSoftmax(grouped(perturbed.div(temperature), classes)));
    const draw: Relaxed["sample"] = (rng, samples) =>
      cooled(logMasses().sub(logExponential(rng, [samples, ...logits.shape])));
    const constant = logFactorial(classes - 1) + (classes - 1) * Math.log(temperature);
    return {
      sample: draw,
      reparameterizedSample: draw,
      logProb: (y) => {
        const a = grouped(logMasses().sub(y.mul(temperature)), classes);
        return tf.logSoftmax(a).sum(-1).add(constant).sum(-1);
      },
      soften: (y) => tf.exp(y),
      harden: (y) => hardest(y, classes),
      // The minimum of the arrival times is standard exponential whichever class is first; the others
      // follow it after exponential waits of rate p (Tucker et al. 2017, app. C; Maddison et al. 2014)
      reparameterizedSampleGiven: (b, rng) => {
        const arrivals = logExponential(rng, b.shape);
        const winner = ungrouped(
          grouped(arrivals.mul(b), classes)
            .sum(-1, true)
            .mul(tf.onesLike(grouped(b, classes))),
        );
        const delay = arrivals.sub(logMasses()).sub(winner);
        const later = winner.add(tf.softplus(delay));
        return cooled(later.mul(tf.sub(1, b)).add(winner.mul(b)).neg());
      },
    };
  },
);
