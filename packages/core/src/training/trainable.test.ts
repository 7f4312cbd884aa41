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

test("an objective takes the estimators of its own kind; other pairs do not compile", () => {
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

test("which laws an estimator of weights takes is a matter of types", () => {
  for (const path of [pathwiseWeights(), stickingTheLanding(), dreg()]) {
    expectTypeOf(path).toExtend<WeightsEstimator<Normal>>();
    expectTypeOf(path).not.toExtend<WeightsEstimator<Distribution>>();
    expectTypeOf(path).not.toExtend<WeightsEstimator<ReturnType<typeof bernoulliCodes>>>();
  }
  expectTypeOf(vimco()).toExtend<WeightsEstimator<Distribution>>();
  // An estimator of normal codes is none of all codes, though a method's type would say so.
  expectTypeOf<WeightsEstimator<Normal>>().not.toExtend<WeightsEstimator<Distribution>>();
});

test("discrete codes take the estimators that they can; other pairs do not compile", () => {
  const coins = recipes.bernoulliCodesVae({ dataSize: 6, hidden: [8], latentSize: 2 });
  const classes = recipes.gumbelSoftmaxVae({ dataSize: 6, hidden: [8], latentSize: 2 });
  const pairs: Trainable[] = [
    { ...coins, estimator: straightThrough() },
    { ...coins, estimator: gumbelSoftmax() },
    { ...coins, estimator: measureValued() },
    { ...coins, estimator: nvil({ dataSize: 6 }) },
    { ...classes, estimator: rebar() },
    { ...coins, objective: iwae({ samples: 5 }), estimator: vimco() },
    { model, optimizer, objective: elbo(), estimator: measureValued() },
    { model, optimizer, objective: elbo(), estimator: nvil({ dataSize: 6 }) },
    // @ts-expect-error: coins have no path
    { ...coins, estimator: pathwise() },
    // @ts-expect-error: nor have they with weights
    { ...coins, objective: iwae({ samples: 5 }), estimator: dreg() },
    // @ts-expect-error: a normal law has no relaxation
    { model, optimizer, objective: elbo(), estimator: gumbelSoftmax() },
    // @ts-expect-error
    { model, optimizer, objective: elbo(), estimator: rebar() },
    // @ts-expect-error: nor finitely many values to go straight through
    { model, optimizer, objective: elbo(), estimator: straightThrough() },
    // @ts-expect-error: the divergence of coins is not one of classes
    { ...classes, objective: elbo({ family: bernoulliFamily }) },
    // @ts-expect-error: nor is that of normal laws one of coins
    { ...coins, objective: elbo() },
  ];
  expect(pairs).toHaveLength(15);
});
