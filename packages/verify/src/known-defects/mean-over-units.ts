import { mean } from "@vae-lab/statistics";
import type { Defect } from "./defect.ts";

export const meanOverUnits: Defect = {
  name: "mean-over-units",
  number: "D8",
  library: "disent",
  source: "frameworks/vae; issues 3, 4, 5 and the proposal in issue 18",
  behaviour:
    "the reconstruction is a mean over pixels and the KL a mean over units, so that the effective beta depends on the sizes of image and code",
  notReproduced:
    "its InfoVAE, BetaTC and DIP terms, which their author marks as probably wrong: they are objectives that this laboratory does not have",
  caughtBy: "the loss at beta 1 is the negative ELBO for all sizes of image and code",
  replacement: { reducedLoss: (pixels, units) => mean(pixels) + mean(units) },
  effects: () => [
    {
      quantity:
        "effective beta of training at 64 × 64 × 3 with 25 units and a mean squared error, σ² = 1",
      defective: (64 * 64 * 3) / (2 * 25),
      correct: 1,
    },
    {
      quantity: "the same at 28 × 28 with 10 units",
      defective: (28 * 28) / (2 * 10),
      correct: 1,
    },
  ],
};
