import * as tf from "@tensorflow/tfjs";
import { expect, expectTypeOf, test } from "vitest";
import { numbersOf } from "../../test/at.ts";
import { estimatorsOfKinds } from "../../test/estimators-of-kinds.ts";
import { normal, standardNormal } from "../distributions/normal.ts";
import { isLearned } from "../estimators/learned-estimator.ts";
import { elbo } from "../objectives/elbo.ts";
import {
  ciwae,
  iwae,
  miwae,
  monteCarloElbo,
  vrAlpha,
} from "../objectives/importance-weighted-bounds.ts";
import type { Objective } from "../objectives/objective.ts";
import { reconstructionOnly } from "../objectives/reconstruction-only.ts";
import { reweightedWakeSleep } from "../objectives/reweighted-wake-sleep.ts";
import { rng } from "../random/rng.ts";
import { abilities, type LawKind } from "./capabilities.ts";
import {
  allPairs,
  type EstimatorKind,
  estimatorKinds,
  type Fits,
  type ObjectiveKind,
  objectiveKinds,
  verdictOn,
} from "./pairs.ts";

test("the types and the table say the same", () => {
  expectTypeOf<Fits<"elbo", "pathwise", "normal">>().toEqualTypeOf<true>();
  expectTypeOf<Fits<"elbo", "dreg", "normal">>().toEqualTypeOf<false>();
  expectTypeOf<Fits<"iwae", "dreg", "normal">>().toEqualTypeOf<true>();
  expectTypeOf<Fits<"iwae", "dreg", "bernoulli">>().toEqualTypeOf<false>();
  expectTypeOf<Fits<"iwae", "vimco", "categorical">>().toEqualTypeOf<true>();
  expectTypeOf<Fits<"elbo", "pathwise", "point">>().toEqualTypeOf<true>();
  expectTypeOf<Fits<"monte-carlo-elbo", "pathwise", "point">>().toEqualTypeOf<false>();
  expectTypeOf<Fits<"elbo", "rebar", "bernoulli">>().toEqualTypeOf<true>();
  expectTypeOf<Fits<"elbo", "rebar", "normal">>().toEqualTypeOf<false>();
  expectTypeOf<Fits<"elbo", "straight-through", "point">>().toEqualTypeOf<false>();
  expectTypeOf<Fits<"elbo", "measure-valued", "normal">>().toEqualTypeOf<true>();
  expectTypeOf<Fits<"reweighted-wake-sleep", "none", "bernoulli">>().toEqualTypeOf<true>();
  expectTypeOf<Fits<"reweighted-wake-sleep", "pathwise", "normal">>().toEqualTypeOf<false>();
  const said = (objective: ObjectiveKind, estimator: EstimatorKind, law: LawKind) =>
    verdictOn({ objective, estimator, law }).fits;
  expect([
    said("elbo", "pathwise", "normal"),
    said("elbo", "dreg", "normal"),
    said("iwae", "dreg", "normal"),
    said("iwae", "dreg", "bernoulli"),
    said("iwae", "vimco", "categorical"),
    said("elbo", "pathwise", "point"),
    said("monte-carlo-elbo", "pathwise", "point"),
    said("elbo", "rebar", "bernoulli"),
    said("elbo", "rebar", "normal"),
    said("elbo", "straight-through", "point"),
    said("elbo", "measure-valued", "normal"),
    said("reweighted-wake-sleep", "none", "bernoulli"),
    said("reweighted-wake-sleep", "pathwise", "normal"),
  ]).toEqual([true, false, true, false, true, true, false, true, false, false, true, true, false]);
});

test("the capabilities that an estimator asks for are part of its type", () => {
  // @ts-expect-error: dreg asks for a density that can be held as well
  const asked: readonly "path"[] = estimatorKinds.dreg.weights.asks;
  expect(asked).toEqual(["path", "stop"]);
});

test("every pair has a verdict, and whatever is refused or biased a reason", () => {
  const pairs = allPairs();
  const kinds = [objectiveKinds, estimatorKinds, abilities].map(
    (table) => Object.keys(table).length,
  );
  expect(pairs).toHaveLength(kinds.reduce((a, b) => a * b));
  for (const { verdict } of pairs)
    if (!verdict.fits || !verdict.unbiased) expect(verdict.because.length).toBeGreaterThan(10);
});

test("the reasons", () => {
  const because = (
    ...[objective, estimator, law, draws]: [ObjectiveKind, EstimatorKind, LawKind?, number?]
  ) => {
    const verdict = verdictOn({
      objective,
      estimator,
      ...(law && { law }),
      ...(draws && { draws }),
    });
    return "because" in verdict ? verdict.because : verdict;
  };
  expect(because("elbo", "dreg")).toBe(
    "elbo asks for an estimate of E f(z) with an exact divergence; dreg is for E F(log w₁ … log w_K)",
  );
  expect(because("iwae", "dreg", "bernoulli")).toBe(
    "bernoulli codes have no draws that are differentiable in their parameters",
  );
  expect(because("elbo", "gumbel-softmax", "normal")).toBe("normal codes have no relaxation");
  expect(because("elbo", "gumbel-softmax", "bernoulli")).toMatch("order of the temperature");
  expect(because("elbo", "rebar", "categorical")).toEqual({ fits: true, unbiased: true });
  expect(because("elbo", "pathwise", "bernoulli")).toMatch("no draws that are differentiable");
  expect(because("iwae", "vimco", "normal", 1)).toBe("vimco needs ≥ 2 draws, got 1");
  expect(because("iwae", "sticking-the-landing", "normal", 1)).toEqual({
    fits: true,
    unbiased: true,
  });
  expect(because("iwae", "sticking-the-landing", "normal", 5)).toMatch("its mean is not zero");
  expect(because("monte-carlo-elbo", "sticking-the-landing")).toEqual({
    fits: true,
    unbiased: true,
  });
});

test("a verdict says what the estimator is at odds with", () => {
  const against = (
    ...[objective, estimator, law, draws]: [ObjectiveKind, EstimatorKind, LawKind, number]
  ) => {
    const verdict = verdictOn({ objective, estimator, law, draws });
    return "against" in verdict ? verdict.against : undefined;
  };
  expect(against("elbo", "dreg", "normal", 5)).toBe("objective");
  expect(against("iwae", "dreg", "bernoulli", 5)).toBe("law");
  expect(against("iwae", "vimco", "normal", 1)).toBe("draws");
  expect(against("iwae", "sticking-the-landing", "normal", 5)).toBe("objective");
  expect(against("iwae", "sticking-the-landing", "normal", 1)).toBeUndefined();
  expect(against("elbo", "straight-through", "bernoulli", 1)).toBeUndefined();
  expect(against("vr-alpha", "dreg", "normal", 5)).toBeUndefined();
});

/** Each kind of objective, with the estimator erased that the table is about to choose. */
const objectives = {
  elbo: elbo(),
  "reconstruction-only": reconstructionOnly(),
  "monte-carlo-elbo": monteCarloElbo({ samples: 3 }),
  iwae: iwae({ samples: 3 }),
  miwae: miwae({ samples: 3, groups: 2 }),
  ciwae: ciwae({ samples: 3, share: 0.5 }),
  "vr-alpha": vrAlpha({ samples: 3, alpha: 0.5 }),
  "reweighted-wake-sleep": reweightedWakeSleep({ samples: 3 }),
} satisfies Record<ObjectiveKind, Pick<Objective<never, never>, "bound">>;

test.each(allPairs().filter(({ law, verdict }) => law === "normal" && verdict.fits))(
  "what is said to fit has finite gradients: $objective, $estimator",
  ({ objective, estimator }) => {
    const bound = objectives[objective].bound as Objective<unknown, unknown, unknown>["bound"];
    const means: Record<string, () => unknown> = estimatorsOfKinds[estimator];
    const made = means[objectiveKinds[objective].asks]?.();
    const gradients = tf.tidy(() =>
      tf
        .grads((mean: tf.Tensor, logVariance: tf.Tensor) => {
          const logLikelihood = (z: tf.Tensor) => z.sub(1).square().sum(-1).neg();
          const joint = { q: normal({ mean, logVariance }), prior: standardNormal, logLikelihood };
          const given = isLearned(made) ? made.at(made.init(rng(4)), tf.ones([4, 1])) : made;
          return bound(joint, given, rng(1)).bound.sum();
        })([rng(2).normal([4, 2]), rng(3).normal([4, 2])])
        .flatMap(numbersOf),
    );
    expect(gradients.every((g) => Number.isFinite(g) && g !== 0)).toBe(true);
  },
);
