import { expect, expectTypeOf, test } from "vitest";
import type { bernoulliCodes } from "../distributions/bernoulli.ts";
import type { Distribution } from "../distributions/distribution.ts";
import type { Normal } from "../distributions/normal.ts";
import { nvil } from "../estimators/baselined-score-function.ts";
import { dreg } from "../estimators/dreg.ts";
import { gumbelSoftmax } from "../estimators/gumbel-softmax.ts";
import { measureValued } from "../estimators/measure-valued.ts";
import { pathwise } from "../estimators/pathwise.ts";
import { pathwiseWeights } from "../estimators/pathwise-weights.ts";
import { rebar } from "../estimators/rebar.ts";
import { scoreFunction } from "../estimators/score-function.ts";
import { stickingTheLanding } from "../estimators/sticking-the-landing.ts";
import { straightThrough } from "../estimators/straight-through.ts";
import { vimco } from "../estimators/vimco.ts";
import type { WeightsEstimator } from "../estimators/weights-estimator.ts";
import { bernoulliFamily } from "../families/bernoulli.ts";
import { elbo } from "../objectives/elbo.ts";
import { iwae, monteCarloElbo } from "../objectives/importance-weighted-bounds.ts";
import { reconstructionOnly } from "../objectives/reconstruction-only.ts";
import { reweightedWakeSleep } from "../objectives/reweighted-wake-sleep.ts";
import { recipes } from "../recipes/recipes.ts";
import type { Trainable } from "./trainable.ts";

const { model, optimizer } = recipes.essayVae({ dataSize: 6, hidden: [8], latentSize: 2 });

test("only estimators of what an objective needs compile with it", () => {
  const pairs: Trainable[] = [
    { model, optimizer, objective: elbo(), estimator: pathwise() },
    { model, optimizer, objective: reconstructionOnly(), estimator: scoreFunction() },
    { model, optimizer, objective: monteCarloElbo(), estimator: stickingTheLanding() },
    { model, optimizer, objective: iwae({ samples: 5 }), estimator: pathwiseWeights() },
    { model, optimizer, objective: iwae({ samples: 5 }), estimator: dreg() },
    { model, optimizer, objective: iwae({ samples: 5 }), estimator: vimco() },
    { model, optimizer, objective: reweightedWakeSleep({ samples: 5 }), estimator: undefined },
    // @ts-expect-error: wake–sleep brings its own gradient
    { model, optimizer, objective: reweightedWakeSleep({ samples: 5 }), estimator: dreg() },
    // @ts-expect-error: the ELBO with an exact KL has no weights
    { model, optimizer, objective: elbo(), estimator: dreg() },
    // @ts-expect-error: a functional of K draws is no expectation of a function of one
    { model, optimizer, objective: iwae({ samples: 5 }), estimator: pathwise() },
    // @ts-expect-error
    { model, optimizer, objective: monteCarloElbo(), estimator: scoreFunction() },
    // @ts-expect-error: what remains of one recipe does not fit what replaces the other half
    { ...recipes.essayVae(), objective: iwae({ samples: 5 }) },
    // @ts-expect-error: an objective without an estimator
    { model, optimizer, objective: iwae({ samples: 5 }) },
  ];
  expect(pairs).toHaveLength(13);
});

test("the types say which distributions a weights estimator accepts", () => {
  for (const path of [pathwiseWeights(), stickingTheLanding(), dreg()]) {
    expectTypeOf(path).toExtend<WeightsEstimator<Normal>>();
    expectTypeOf(path).not.toExtend<WeightsEstimator<Distribution>>();
    expectTypeOf(path).not.toExtend<WeightsEstimator<ReturnType<typeof bernoulliCodes>>>();
  }
  expectTypeOf(vimco()).toExtend<WeightsEstimator<Distribution>>();
  // An estimator of normal codes is none of all codes, though a method's type would say so.
  expectTypeOf<WeightsEstimator<Normal>>().not.toExtend<WeightsEstimator<Distribution>>();
});

test("only estimators that apply to discrete codes compile with them", () => {
  const bernoulli = recipes.bernoulliCodesVae({ dataSize: 6, hidden: [8], latentSize: 2 });
  const categorical = recipes.gumbelSoftmaxVae({ dataSize: 6, hidden: [8], latentSize: 2 });
  const pairs: Trainable[] = [
    { ...bernoulli, estimator: straightThrough() },
    { ...bernoulli, estimator: gumbelSoftmax() },
    { ...bernoulli, estimator: measureValued() },
    { ...bernoulli, estimator: nvil({ dataSize: 6 }) },
    { ...categorical, estimator: rebar() },
    { ...bernoulli, objective: iwae({ samples: 5 }), estimator: vimco() },
    { model, optimizer, objective: elbo(), estimator: measureValued() },
    { model, optimizer, objective: elbo(), estimator: nvil({ dataSize: 6 }) },
    // @ts-expect-error: Bernoulli codes have no path gradient
    { ...bernoulli, estimator: pathwise() },
    // @ts-expect-error: Bernoulli codes have no path gradient of weights either
    { ...bernoulli, objective: iwae({ samples: 5 }), estimator: dreg() },
    // @ts-expect-error: normal codes have no relaxation
    { model, optimizer, objective: elbo(), estimator: gumbelSoftmax() },
    // @ts-expect-error
    { model, optimizer, objective: elbo(), estimator: rebar() },
    // @ts-expect-error: normal codes have infinitely many values
    { model, optimizer, objective: elbo(), estimator: straightThrough() },
    // @ts-expect-error: the objective is for Bernoulli codes
    { ...categorical, objective: elbo({ family: bernoulliFamily }) },
    // @ts-expect-error: the objective is for normal codes
    { ...bernoulli, objective: elbo() },
  ];
  expect(pairs).toHaveLength(15);
});
