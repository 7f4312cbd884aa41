import { logMeanExp, mean } from "@vae-lab/statistics";
import { expectedLogMean } from "../exact/weight-distribution.ts";
import type { Defect } from "./defect.ts";
import { toyWeights } from "./toy.ts";

export const nllSignAndSamples: Defect = {
  name: "nll-sign-and-samples",
  number: "D3",
  library: "pythae",
  source: "benchmark_VAE, models/vae/vae_model.py, get_nll",
  behaviour:
    "returns the mean of log p(x) without the minus sign, and rounds the number of draws to whole batches: 100 draws instead of 1, 200 instead of 250",
  caughtBy: "an NLL of K draws is the negative of the bound of K draws",
  replacement: {
    negativeLogLikelihood: (draw, { images, samples, batchSize }) => {
      const drawn = batchSize * Math.max(1, Math.floor(samples / batchSize));
      const each = Array.from({ length: images }, (_, i) => logMeanExp(draw(i, drawn)));
      return mean(each);
    },
  },
  effects: () => [
    {
      quantity: "the NLL by 1 draw, batches of 100",
      defective: expectedLogMean(toyWeights, 100),
      correct: -expectedLogMean(toyWeights, 1),
    },
    {
      quantity: "the NLL by 5 draws, batches of 2",
      defective: expectedLogMean(toyWeights, 4),
      correct: -expectedLogMean(toyWeights, 5),
    },
  ],
};
