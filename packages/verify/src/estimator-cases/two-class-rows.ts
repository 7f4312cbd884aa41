import type { Estimator } from "@vae-lab/core";
import type { CategoricalCodes } from "@vae-lab/core/distributions";
import { gumbelSoftmax } from "@vae-lab/core/estimators";
import { type BernoulliCase, bernoulliCase } from "./bernoulli-cases.ts";
import type { CategoricalCase } from "./categorical-cases.ts";
import type { EstimatorRow, ExactMoments, PerParameter } from "./estimator-case.ts";
import { concreteMoments, straightThroughConcreteMoments } from "./relaxed-moments.ts";

type Row = EstimatorRow<CategoricalCase, Estimator<CategoricalCodes>>;

/** The equivalent Bernoulli case: b = 1 stands for the second class. */
const asBernoulli = ({ integrand, parameters, weights }: CategoricalCase): BernoulliCase => {
  const [l0 = 0, l1 = 0] = parameters.logits ?? [];
  const [w0 = 0, w1 = 0] = weights;
  return bernoulliCase(integrand, [l1 - l0], [w1 - w0], w0);
};

/** The difference of two Gumbel variables is logistic, so two relaxed classes have the moments of one relaxed Bernoulli unit. */
const ofBernoulli =
  (moments: (testCase: BernoulliCase) => Required<ExactMoments>) =>
  (testCase: CategoricalCase): PerParameter<ExactMoments> => {
    const { mean, variance } = moments(asBernoulli(testCase));
    return {
      logits: [
        { mean: -mean, variance },
        { mean, variance },
      ],
    };
  };

/** Estimators by relaxation for units of two classes, whose exact moments are integrals over one noise variable. */
export const twoClassRows: readonly Row[] = [
  ...[0.1, 0.5].flatMap((temperature): Row[] => [
    {
      name: `Concrete, temperature ${temperature}`,
      estimator: gumbelSoftmax({ temperature }),
      exact: ofBernoulli((testCase) => concreteMoments(testCase, temperature)),
      isUnbiased: false,
    },
    {
      name: `straight-through Concrete, temperature ${temperature}`,
      estimator: gumbelSoftmax({ temperature, straightThrough: true }),
      exact: ofBernoulli((testCase) => straightThroughConcreteMoments(testCase, temperature)),
      isUnbiased: false,
    },
  ]),
];
