import * as tf from "@tensorflow/tfjs";
import { renyi } from "@vae-lab/core/functionals";
import { expectedLogMean, normalWeights, product } from "../exact/weight-distribution.ts";
import type { Defect } from "./defect.ts";
import { toy, toyWeights } from "./toy.ts";

const K = 10;

export const sumBeforeLog: Defect = {
  name: "sum-before-log",
  number: "D10",
  library: "Pyro",
  source: "infer/renyi_elbo.py; issue 3104 (NumPyro splits its plates)",
  behaviour:
    "adds the log weights of independent images before the log-mean-exp over draws: one draw must fit all images, and the bound loosens as the minibatch grows",
  caughtBy: "the bound of independent images is the sum of their bounds",
  replacement: {
    renyi: (alpha) => ({
      ...renyi(alpha),
      // One bound of the whole minibatch, of which each image has its share
      value: (logW) => {
        const images = logW.shape[1] ?? 1;
        const all = renyi(alpha).value(logW.sum(1, true));
        return tf.tile(all.div(images), [images]);
      },
    }),
  },
  effects: () => {
    const coarse = normalWeights(toy, { reach: 9, perSd: 4 });
    return [
      {
        quantity: `the bound on log p(x₁, x₂) = 0 at α = 0, K = ${K}`,
        defective: expectedLogMean(product(coarse, coarse), K),
        correct: 2 * expectedLogMean(toyWeights, K),
      },
    ];
  },
};
