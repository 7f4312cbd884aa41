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
import { abilities, type CodeKind } from "./capabilities.ts";
import {
  allPairs,
  type EstimatorKind,
  estimatorKinds,
  type Fits,
  type ObjectiveKind,
  objectiveKinds,
  verdictOn,
} from "./pairs.ts";

test("the types agree with the table", () => {
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
  const fits = (objective: ObjectiveKind, estimator: EstimatorKind, codes: CodeKind) =>
    verdictOn({ objective, estimator, codes }).fits;
  expect([
    fits("elbo", "pathwise", "normal"),
    fits("elbo", "dreg", "normal"),
    fits("iwae", "dreg", "normal"),
    fits("iwae", "dreg", "bernoulli"),
    fits("iwae", "vimco", "categorical"),
    fits("elbo", "pathwise", "point"),
    fits("monte-carlo-elbo", "pathwise", "point"),
    fits("elbo", "rebar", "bernoulli"),
    fits("elbo", "rebar", "normal"),
    fits("elbo", "straight-through", "point"),
    fits("elbo", "measure-valued", "normal"),
    fits("reweighted-wake-sleep", "none", "bernoulli"),
    fits("reweighted-wake-sleep", "pathwise", "normal"),
  ]).toEqual([true, false, true, false, true, true, false, true, false, false, true, true, false]);
});

test("the capabilities that an estimator needs are part of its type", () => {
  // @ts-expect-error: dreg also needs a density with constant parameters
  const needed: readonly "path"[] = estimatorKinds.dreg.weights.needs;
  expect(needed).toEqual(["path", "stop"]);
});

test("every combination has a verdict, with a reason where it does not fit or is biased", () => {
  const pairs = allPairs();
  const kinds = [objectiveKinds, estimatorKinds, abilities].map(
    (table) => Object.keys(table).length,
  );
  expect(pairs).toHaveLength(kinds.reduce((a, b) => a * b));
  for (const { verdict } of pairs)
    if (!verdict.fits || !verdict.unbiased) expect(verdict.because.length).toBeGreaterThan(10);
});

test("verdicts name the reason", () => {
  const because = (
    ...[objective, estimator, codes, draws]: [ObjectiveKind, EstimatorKind, CodeKind?, number?]
  ) => {
    const verdict = verdictOn({
      objective,
      estimator,
      ...(codes && { codes }),
      ...(draws && { draws }),
    });
    return "because" in verdict ? verdict.because : verdict;
  };
  expect(because("elbo", "dreg")).toBe(
    "elbo needs an estimator of E f(z); dreg estimates E F(log w₁ … log w_K)",
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

test("a verdict names the part that the estimator does not fit", () => {
  const against = (
    ...[objective, estimator, codes, draws]: [ObjectiveKind, EstimatorKind, CodeKind, number]
  ) => {
    const verdict = verdictOn({ objective, estimator, codes, draws });
    return "against" in verdict ? verdict.against : undefined;
  };
  expect(against("elbo", "dreg", "normal", 5)).toBe("objective");
  expect(against("iwae", "dreg", "bernoulli", 5)).toBe("codes");
  expect(against("iwae", "vimco", "normal", 1)).toBe("draws");
  expect(against("iwae", "sticking-the-landing", "normal", 5)).toBe("objective");
  expect(against("iwae", "sticking-the-landing", "normal", 1)).toBeUndefined();
  expect(against("elbo", "straight-through", "bernoulli", 1)).toBeUndefined();
  expect(against("vr-alpha", "dreg", "normal", 5)).toBeUndefined();
});

/** An example of each kind of objective. */
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

test.each(allPairs().filter(({ codes, verdict }) => codes === "normal" && verdict.fits))(
  "$objective with $estimator, which fit, has finite gradients",
  ({ objective, estimator }) => {
    const bound = objectives[objective].bound as Objective<unknown, unknown, unknown>["bound"];
    const byEstimand: Record<string, () => unknown> = estimatorsOfKinds[estimator];
    const made = byEstimand[objectiveKinds[objective].estimand]?.();
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
