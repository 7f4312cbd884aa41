import type { Estimator } from "@vae-lab/core";
import type { CategoricalCodes } from "@vae-lab/core/distributions";
import { gumbelSoftmax } from "@vae-lab/core/estimators";
import type { ClassLaw } from "./class-laws.ts";
import { type CoinLaw, coinLaw } from "./coin-laws.ts";
import type { EstimatorRow, ExactMoments, PerParameter } from "./law.ts";
import { concreteMoments, straightThroughConcreteMoments } from "./relaxed-coins.ts";

type Row = EstimatorRow<ClassLaw, Estimator<CategoricalCodes>>;

/** The second class as the side of a coin. */
const asCoin = ({ integrand, parameters, weights }: ClassLaw): CoinLaw => {
  const [l0 = 0, l1 = 0] = parameters.logits ?? [];
  const [w0 = 0, w1 = 0] = weights;
  return coinLaw(integrand, [l1 - l0], [w1 - w0], w0);
};

/** The difference of two Gumbel draws is logistic: what a relaxed coin has, relaxed classes have. */
const ofCoin =
  (moments: (law: CoinLaw) => Required<ExactMoments>) =>
  (law: ClassLaw): PerParameter<ExactMoments> => {
    const { mean, variance } = moments(asCoin(law));
    return {
      logits: [
        { mean: -mean, variance },
        { mean, variance },
      ],
    };
  };

/** Estimators that relax classes, where their exact moments are integrals over one noise. */
export const twoClassRows: readonly Row[] = [
  ...[0.1, 0.5].flatMap((temperature): Row[] => [
    {
      name: `Concrete, temperature ${temperature}`,
      estimator: gumbelSoftmax({ temperature }),
      exact: ofCoin((law) => concreteMoments(law, temperature)),
      isUnbiased: false,
    },
    {
      name: `straight-through Concrete, temperature ${temperature}`,
      estimator: gumbelSoftmax({ temperature, straightThrough: true }),
      exact: ofCoin((law) => straightThroughConcreteMoments(law, temperature)),
      isUnbiased: false,
    },
  ]),
];
