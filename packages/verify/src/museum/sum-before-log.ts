import { logMeanExp } from "../exact/log-mean-exp.ts";
import { expectedLogMean, normalWeights, product } from "../exact/weight-law.ts";
import type { Defect } from "./defect.ts";
import { toy, toyWeights } from "./toy.ts";

const K = 10;

export const sumBeforeLog: Defect = {
  name: "sum-before-log",
  number: "D10",
  library: "Pyro",
  source: "infer/renyi_elbo.py; issue 3104 (NumPyro splits its plates)",
  did: "adds log weights of independent images before the log of the mean over draws: one draw of all images must be good for all of them, and the bound loosens as the minibatch grows",
  caughtBy: "the bound of independent images is the sum of their bounds",
  broken: {
    renyiBound: (logWeights, alpha) =>
      logMeanExp(logWeights.map((images) => (1 - alpha) * images.reduce((sum, l) => sum + l, 0))) /
      (1 - alpha),
  },
  costs: () => {
    const coarse = normalWeights(toy, { reach: 9, perSd: 4 });
    return [
      {
        what: `the bound on log p(x₁, x₂) = 0 at α = 0, K = ${K}`,
        theirs: expectedLogMean(product(coarse, coarse), K),
        right: 2 * expectedLogMean(toyWeights, K),
      },
    ];
  },
};
