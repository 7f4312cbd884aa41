import { reverseKl } from "@vae-lab/core";
import {
  amari,
  chiSquared,
  type Divergence,
  dualGeometricJs,
  forwardKl,
  freeBits,
  geometricJs,
  halfJeffreys,
  jeffreys,
  renyiDivergence,
  squaredHellinger,
  sumOfUnitJs,
  sumOfUnitTotalVariation,
} from "@vae-lab/core/divergences";
import {
  type Coefficient,
  controlVae,
  cosine,
  cyclical,
  linear,
  targetRate,
  targetReconstruction,
} from "@vae-lab/core/schedules";
import type { PartOf, TrialConfig } from "../config/trial-config.ts";
import { optionsOf } from "./options-of.ts";

type Regulariser = PartOf<"objective">["regulariser"];

const divergences: Record<Regulariser, (alpha: number | undefined) => Divergence | undefined> = {
  "reverse-kl": () => reverseKl,
  "forward-kl": () => forwardKl,
  "half-jeffreys": () => halfJeffreys,
  jeffreys: () => jeffreys,
  "reverse-renyi": (alpha = 1) => renyiDivergence({ alpha, direction: "reverse" }),
  "forward-renyi": (alpha = 1) => renyiDivergence({ alpha, direction: "forward" }),
  amari: (alpha = 1) => amari({ alpha }),
  "geometric-js": (alpha = 0.5) => geometricJs({ alpha }),
  "dual-geometric-js": (alpha = 0.5) => dualGeometricJs({ alpha }),
  "reverse-chi-squared": () => chiSquared({ direction: "reverse" }),
  "forward-chi-squared": () => chiSquared({ direction: "forward" }),
  "squared-hellinger": () => squaredHellinger,
  "js-per-unit-sum": () => sumOfUnitJs(),
  "total-variation-per-unit-sum": () => sumOfUnitTotalVariation,
  none: () => undefined,
};

/** The divergence of a config's regulariser; undefined without one. */
export const divergenceOf = ({ objective }: TrialConfig): Divergence | undefined =>
  objective && divergences[objective.regulariser](objective.alpha);

/** The regulariser that is trained: the divergence with its free bits. */
export const trainedRegulariser = (config: TrialConfig): Divergence | undefined => {
  const divergence = divergenceOf(config);
  const free = config.objective?.freeBits;
  return divergence && free ? freeBits({ ...free, divergence }) : divergence;
};

/** The weight of the regulariser at each step. */
export const betaOf = ({ beta, schedule }: PartOf<"objective">): Coefficient => {
  switch (schedule?.kind) {
    case undefined:
      return beta;
    case "linear":
      return linear({ ...optionsOf(schedule), to: beta });
    case "cosine":
      return cosine({ ...optionsOf(schedule), to: beta });
    case "cyclical":
      return cyclical({ ...optionsOf(schedule), to: beta });
    case "target-rate":
      return targetRate({ ...optionsOf(schedule), from: beta });
    case "target-reconstruction":
      return targetReconstruction({ ...optionsOf(schedule), from: beta });
    case "control-vae":
      return controlVae({ ...optionsOf(schedule), max: beta });
  }
};
