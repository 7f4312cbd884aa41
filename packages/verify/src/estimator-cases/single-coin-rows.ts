import type { Estimator } from "@vae-lab/core";
import type { BernoulliCodes } from "@vae-lab/core/distributions";
import { gumbelSoftmax, rebar } from "@vae-lab/core/estimators";
import type { CoinLaw } from "./coin-laws.ts";
import type { EstimatorRow, ExactMoments } from "./law.ts";
import { concreteMoments, rebarMoments, straightThroughConcreteMoments } from "./relaxed-coins.ts";

type Row = EstimatorRow<CoinLaw, Estimator<BernoulliCodes>>;

const over = (S: number, { mean, variance }: Required<ExactMoments>) => ({
  logits: [{ mean, variance: variance / S }],
});

/** Estimators that relax coins: exact moments are integrals over one noise, so of laws of one coin. */
export const singleCoinRows: readonly Row[] = [
  ...[0.1, 0.5, 1].map((temperature) => ({
    name: `Concrete, temperature ${temperature}`,
    estimator: gumbelSoftmax({ temperature }),
    exact: (law: CoinLaw) => over(1, concreteMoments(law, temperature)),
    isUnbiased: false,
  })),
  ...[0.1, 0.5, 1].map((temperature) => ({
    name: `straight-through Concrete, temperature ${temperature}`,
    estimator: gumbelSoftmax({ temperature, straightThrough: true }),
    exact: (law: CoinLaw) => over(1, straightThroughConcreteMoments(law, temperature)),
    isUnbiased: false,
  })),
  ...[
    { temperature: 0.1, scale: 1, samples: 1 },
    { temperature: 0.5, scale: 1, samples: 1 },
    { temperature: 0.5, scale: 0.5, samples: 4 },
    { temperature: 0.5, scale: 0, samples: 1 },
  ].map(({ temperature, scale, samples }) => ({
    name: `REBAR, temperature ${temperature}, η = ${scale}, S = ${samples}`,
    estimator: rebar({ temperature, scale, samples }),
    exact: (law: CoinLaw) => over(samples, rebarMoments(law, { temperature, scale })),
    isUnbiased: true,
  })),
];
