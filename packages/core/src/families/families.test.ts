import * as tf from "@tensorflow/tfjs";
import { describe, expect, test } from "vitest";
import { at, numbersOf } from "../../test/at.ts";
import type { Distribution, Prior } from "../distributions/distribution.ts";
import { pathwise } from "../estimators/pathwise.ts";
import { scoreFunction } from "../estimators/score-function.ts";
import { vae } from "../models/vae.ts";
import { elbo } from "../objectives/elbo.ts";
import { iwae } from "../objectives/importance-weighted-bounds.ts";
import { reconstructionOnly } from "../objectives/reconstruction-only.ts";
import { adam } from "../optimizers/adam.ts";
import { rng } from "../random/rng.ts";
import { recipes } from "../recipes/recipes.ts";
import type { Trainable } from "../training/trainable.ts";
import { families } from "./families.ts";
import type { PosteriorFamily } from "./posterior-family.ts";

type AnyFamily = PosteriorFamily<Distribution, Prior, object>;

const options = { classes: 3 };
const all = Object.entries(families).map(([name, family]) => ({
  name,
  family: family as unknown as AnyFamily,
}));

/** A posterior of 2 rows with random parameters, and the standard prior. */
const example = (family: AnyFamily) => {
  const K = family.codeSize(2, options);
  const heads = family.heads.map((head) => rng(1).fold(head).normal([2, K]));
  return { K, q: family.posterior(options)(heads), p: family.standardPrior(options) };
};

describe.each(all)("the $name family", ({ name, family }) => {
  const draws = 40_000;

  /** The Monte Carlo estimate of each row's KL, with its standard error. */
  const expectNear = (exact: tf.Tensor, samples: tf.Tensor) => {
    const { mean, variance } = tf.moments(samples, 0);
    const errors = numbersOf(variance.div(draws).sqrt());
    numbersOf(mean).forEach((estimate, row) => {
      expect(Math.abs(estimate - at(numbersOf(exact), row))).toBeLessThan(4 * at(errors, row));
    });
  };

  test("has the reverse KL that draws of the posterior have on average", () => {
    tf.tidy(() => {
      const { q, p } = example(family);
      const z = q.sample(rng(2), draws);
      expectNear(family.reverseKl.total(q, p), q.logProb(z).sub(p.logProb(z)));
    });
  });

  test("has the forward KL that draws of the prior have on average", () => {
    tf.tidy(() => {
      const { q, p, K } = example(family);
      const z = p.sample(rng(3), [draws, 2, K]);
      expectNear(family.forwardKl.total(q, p), p.logProb(z).sub(q.logProb(z)));
    });
  });

  test("includes its own distributions and no others", () => {
    tf.tidy(() => {
      const { q, p } = example(family);
      const including = all.filter(({ family: other }) => other.includes(q, p));
      expect(including.map((other) => other.name)).toEqual([name]);
      expect(family.name).toBe(name);
    });
  });
});

test.each(all.filter(({ family }) => family.learnedPrior !== undefined))(
  "the learned prior of the $name family is the standard one at logits of 0",
  ({ family }) => {
    tf.tidy(() => {
      const { p, K } = example(family);
      const z = p.sample(rng(4), [3, 2, K]);
      const learned = family.learnedPrior?.(tf.zeros([K]), options).logProb(z);
      expect(numbersOf(learned ?? tf.scalar(0))).toBeNear(numbersOf(p.logProb(z)), 1e-6);
    });
  },
);

test("a prior that a family cannot learn is refused with what to use instead", () => {
  const sizes = { dataSize: 4, hidden: [], latentSize: 2 };
  expect(() => vae({ ...sizes, family: families.normal, prior: "learned" })).toThrow(
    "cannot learn the prior of the normal family: it has none with logits; use withMixturePrior or withVampPrior",
  );
});

test("options of another family are refused, and those of the family itself are required", () => {
  const sizes = { dataSize: 4, hidden: [], latentSize: 2 };
  const untyped = vae as (options: object) => unknown;
  expect(() => untyped({ ...sizes, family: families.bernoulli, classes: 3 })).toThrow(
    "vae has no option classes",
  );
  expect(() => untyped({ ...sizes, family: families.categorical })).toThrow(
    "vae needs the option classes",
  );
});

test("combinations of two families do not compile", () => {
  const { model, optimizer } = recipes.bernoulliCodesVae({ dataSize: 6, hidden: [8] });
  const estimator = scoreFunction();
  const { bernoulli, categorical } = families;
  const trainables: Trainable[] = [
    { model, optimizer, objective: elbo({ family: bernoulli }), estimator },
    { model, optimizer, objective: reconstructionOnly({ family: bernoulli }), estimator },
    // @ts-expect-error: the objective is for categorical codes
    { model, optimizer, objective: elbo({ family: categorical }), estimator },
    // @ts-expect-error: the objective is for normal codes
    { model, optimizer, objective: reconstructionOnly(), estimator },
    // @ts-expect-error: Bernoulli codes have no path gradient
    { model, optimizer, objective: elbo({ family: bernoulli }), estimator: pathwise() },
    // @ts-expect-error: weights need an estimator of weights
    { model, optimizer: adam(), objective: iwae({ samples: 3 }), estimator },
  ];
  expect(trainables).toHaveLength(6);
  // @ts-expect-error: the regulariser is for categorical codes
  expect(elbo({ family: bernoulli, regulariser: categorical.forwardKl })).toBeDefined();
});
