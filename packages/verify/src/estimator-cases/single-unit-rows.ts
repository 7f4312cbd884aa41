import type { Estimator } from "@vae-lab/core";
import type { BernoulliCodes } from "@vae-lab/core/distributions";
import { gumbelSoftmax, rebar } from "@vae-lab/core/estimators";
import type { BernoulliCase } from "./bernoulli-cases.ts";
import type { EstimatorRow, ExactMoments } from "./estimator-case.ts";
import {
  concreteMoments,
  rebarMoments,
  straightThroughConcreteMoments,
} from "./relaxed-moments.ts";

type Row = EstimatorRow<BernoulliCase, Estimator<BernoulliCodes>>;

const over = (S: number, { mean, variance }: Required<ExactMoments>) => ({
  logits: [{ mean, variance: variance / S }],
});

/** Estimators by relaxation, for cases of one Bernoulli unit: exact moments are integrals over one noise variable. */
export const singleUnitRows: readonly Row[] = [
  ...[0.1, 0.5, 1].map((temperature) => ({
    name: `Concrete, temperature ${temperature}`,
    estimator: gumbelSoftmax({ temperature }),
    exact: (testCase: BernoulliCase) => over(1, concreteMoments(testCase, temperature)),
    isUnbiased: false,
  })),
  ...[0.1, 0.5, 1].map((temperature) => ({
    name: `straight-through Concrete, temperature ${temperature}`,
    estimator: gumbelSoftmax({ temperature, straightThrough: true }),
    exact: (testCase: BernoulliCase) =>
      over(1, straightThroughConcreteMoments(testCase, temperature)),
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
    exact: (testCase: BernoulliCase) =>
      over(samples, rebarMoments(testCase, { temperature, scale })),
    isUnbiased: true,
  })),
];
