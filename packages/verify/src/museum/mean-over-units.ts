import { mean } from "@vae-lab/statistics";
import type { Defect } from "./defect.ts";

export const meanOverUnits: Defect = {
  name: "mean-over-units",
  number: "D8",
  library: "disent",
  source: "frameworks/vae; issues 3, 4, 5 and the proposal in issue 18",
  did: "the reconstruction is a mean over pixels and the KL a mean over units, so that beta changes with the sizes of image and code",
  notRun:
    "its InfoVAE, BetaTC and DIP terms, which their author flags as probably wrong: they are whole objectives that this laboratory does not have",
  caughtBy: "beta 1 means the ELBO at every size of image and code",
  broken: { reducedLoss: (pixels, units) => mean(pixels) + mean(units) },
  costs: () => [
    {
      what: "beta that trains at 64 × 64 × 3 with 25 units and a mean squared error, σ² = 1",
      theirs: (64 * 64 * 3) / (2 * 25),
      right: 1,
    },
    {
      what: "the same at 28 × 28 with 10 units",
      theirs: (28 * 28) / (2 * 10),
      right: 1,
    },
  ],
};
