import { expect, test } from "vitest";
import { unplannedTrial } from "../../../test/unplanned-trial.ts";
import { TrialConfig } from "../../config/trial-config.ts";
import type { TrialRow } from "../../sweep/sweep-events.ts";
import {
  all,
  computed,
  computedDifference,
  difference,
  differenceOfDifferences,
  differs,
  equivalent,
  equivalentRatio,
  exact,
  lessThan,
  monotone,
  moreThan,
  onset,
  onsetRatio,
  type Rule,
  ratio,
  rule,
  within,
} from "./index.ts";
import { judgedParts, verdictOf } from "./rule.ts";

const rowsWith = (
  beta: number,
  elbos: readonly number[],
  likelihood: object = { kind: "bernoulli" },
): TrialRow[] =>
  elbos.map((elbo, i) => {
    const config = TrialConfig.parse({
      dataset: { name: "bars" },
      model: { kind: "vae", latent: 2, likelihood },
      objective: { beta },
      estimator: { kind: "pathwise" },
      seed: i + 1,
    });
    const metrics = { "test/elbo": elbo, "test/rate": elbo };
    return { ...unplannedTrial(config), runId: `run ${i}`, seconds: 1, metrics };
  });

const atBeta = (beta: number) => ({ "objective.beta": beta });
const elbo = { metric: "test/elbo", cell: atBeta(4), reference: atBeta(1) };
const rate = { ...elbo, metric: "test/rate" };
const reference = rowsWith(1, [-100, -101, -99]);
const judge = (own: Rule, rows: readonly TrialRow[], risk = 0.05) =>
  verdictOf(judgedParts(own, { rows, exact: [] }, risk));

test.each([
  ["holds", [-110, -111, -109.5]],
  ["fails", [-90, -91, -89.5]],
  ["could not tell", [-90, -111, -99]],
] as const)("a signed claim %s by where the whole interval lies", (verdict, elbos) => {
  expect(judge(rule(difference(elbo), lessThan(0)), [...rowsWith(4, elbos), ...reference])).toBe(
    verdict,
  );
});

test("a difference must exceed the bound of its criterion, not only 0", () => {
  const rows = [...rowsWith(4, [-98, -99.1, -96.9]), ...reference];
  expect(judge(rule(difference(elbo), moreThan(0)), rows)).toBe("holds");
  expect(judge(rule(difference(elbo), moreThan(3)), rows)).toBe("fails");
});

test("that two things differ is refuted only by a narrow interval around 0", () => {
  const judged = (elbos: number[]) =>
    judge(rule(difference(elbo), differs(1)), [...rowsWith(4, elbos), ...reference]);
  expect(judged([-100.1, -101, -98.9])).toBe("fails");
  expect(judged([-103, -98, -99])).toBe("could not tell");
  expect(judged([-110, -111, -109.5])).toBe("holds");
});

test("two one-sided tests hold where a two-sided interval of the same risk reaches over the margin", () => {
  // Mean 0, standard error .2: t(.95, 2) = 2.92, t(.975, 2) = 4.30
  const spread = 0.2 * Math.sqrt(3);
  const rows = [...rowsWith(4, [-100 - spread, -101, -99 + spread]), ...reference];
  expect(judge(rule(difference(elbo), equivalent(0.6)), rows)).toBe("holds");
  expect(judge(rule(difference(elbo), differs(0.6)), rows)).toBe("could not tell");
  expect(judge(rule(difference(elbo), equivalent(0.5)), rows)).toBe("could not tell");
  const far = [...rowsWith(4, [-110, -111, -109]), ...reference];
  expect(judge(rule(difference(elbo), equivalent(0.6)), far)).toBe("fails");
});

test("seeds are paired: what all seeds share does not widen the interval", () => {
  const far = rowsWith(1, [-100, -150, -50]);
  const rows = [...rowsWith(4, [-101, -151.1, -50.9]), ...far];
  expect(judge(rule(difference(elbo), lessThan(0)), rows)).toBe("holds");
});

test("log-likelihoods under different likelihoods are never ranked; rates may be", () => {
  const gaussian = rowsWith(4, [-110, -111, -109.5], { kind: "gaussian", variance: 0.1 });
  const evidence = { rows: [...gaussian, ...reference], exact: [] };
  expect(difference(elbo).measure(evidence)).toBeUndefined();
  expect(difference(rate).measure(evidence)?.n).toBe(3);
});

test("two seeds have a value and no verdict", () => {
  const rows = [...rowsWith(4, [-110, -111]), ...reference];
  expect(difference(elbo).measure({ rows, exact: [] })).toMatchObject({ value: -10, n: 2 });
  expect(judge(rule(difference(elbo), lessThan(0)), rows)).toBe("could not tell");
});

test("a ratio is averaged by its logarithm", () => {
  const rows = [...rowsWith(4, [2, 8, 4]), ...rowsWith(1, [1, 1, 1])];
  const estimate = ratio(rate).measure({ rows, exact: [] });
  expect(estimate?.value).toBeCloseTo(4, 12);
  // exp of scipy.stats.t.interval(.95, 2, loc=log(4), scale=log(2) / sqrt(3))
  expect(estimate?.interval(0.95)?.[0]).toBeCloseTo(
    4 * Math.exp((-4.302653 * Math.log(2)) / Math.sqrt(3)),
    4,
  );
});

const falling = {
  ...{ metric: "test/rate", threshold: 1, axis: "beta" },
  points: [1, 4, 16].map((at) => ({ at, cell: atBeta(at) })),
};

test("an onset is interpolated in the logarithm of beta, where the metric falls below the threshold for good", () => {
  const rows = [...rowsWith(1, [9, 0.5]), ...rowsWith(4, [2, 3]), ...rowsWith(16, [0, 0])];
  const estimate = onset(falling).measure({ rows, exact: [] });
  // Half of the way and two thirds of the way from 4 to 16
  expect(estimate?.value).toBeCloseTo(4 * Math.sqrt(4 ** (1 / 2) * 4 ** (2 / 3)), 12);
  expect(estimate?.n).toBe(2);
});

test("a curve that never crosses its threshold has no onset", () => {
  const rows = [...rowsWith(1, [9]), ...rowsWith(4, [3]), ...rowsWith(16, [2])];
  expect(onset(falling).measure({ rows, exact: [] })).toBeUndefined();
});

test("equal onsets are equivalent, and onsets a factor of 2 apart are not", () => {
  const seeds = (values: number[]) => values;
  const rows = [
    ...rowsWith(1, seeds([9, 9, 9])),
    ...rowsWith(4, seeds([2, 2.01, 1.99])),
    ...rowsWith(16, seeds([0, 0, 0])),
  ];
  expect(judge(rule(onsetRatio(falling, falling), equivalentRatio(0.1)), rows)).toBe("holds");
  const earlier = { ...falling, threshold: 4 };
  expect(judge(rule(onsetRatio(falling, earlier), equivalentRatio(0.1)), rows)).toBe("fails");
});

test("a curve is monotone if every step is, and not if one step clearly is not", () => {
  const steps = monotone(
    [1, 4, 16],
    (next, beta) =>
      difference({ metric: "test/rate", cell: atBeta(next), reference: atBeta(beta) }),
    lessThan(0),
  );
  const last = (values: number[]) => [
    ...rowsWith(1, [9, 9.1, 9.2]),
    ...rowsWith(4, [5, 5.2, 5.1]),
    ...rowsWith(16, values),
  ];
  expect(judge(steps, last([1, 1.2, 1.1]))).toBe("holds");
  expect(judge(steps, last([8, 8.2, 8.1]))).toBe("fails");
  expect(judge(steps, last([1, 9, 5]))).toBe("could not tell");
});

test("a rule of several rules holds only if all hold", () => {
  const rows = [...rowsWith(4, [-110, -111, -109.5]), ...reference];
  const [less, more] = [lessThan(0), moreThan(0)].map((each) => rule(difference(elbo), each));
  if (less === undefined || more === undefined) throw new Error("there are two rules");
  expect(judge(all([less, less]), rows)).toBe("holds");
  expect(judge(all([less, more]), rows)).toBe("fails");
});

test("an exact number is judged by its numerical error", () => {
  const value = {
    quantity: "onset",
    value: 1,
    error: 1e-9,
    unit: "τ / λ",
    at: { direction: "forward" },
  };
  const judged = (low: number, high: number, at?: { direction: string }) =>
    verdictOf(
      judgedParts(rule(exact("onset", at), within(low, high)), { rows: [], exact: [value] }, 0.05),
    );
  expect(judged(0.99, 1.01)).toBe("holds");
  expect(judged(1.01, 1.02, { direction: "forward" })).toBe("fails");
  expect(judged(0.99, 1, { direction: "forward" })).toBe("could not tell");
  expect(judged(0.99, 1.01, { direction: "reverse" })).toBe("could not tell");
});

test("values that a study computes once per seed are judged by Student's interval over seeds", () => {
  const values = [1, 2, 4, Number.NaN].map((value, i) => ({
    ...{ quantity: "share", value, error: 0, unit: "" },
    at: { stage: "end", seed: i + 1 },
  }));
  const evidence = {
    rows: [],
    exact: [...values, { ...values[2], at: { stage: "end" } } as never],
  };
  const measured = (isRatio: boolean) =>
    computed({ quantity: "share", at: { stage: "end" }, isRatio }).measure(evidence);
  // t(0.975, 2) = 4.302653, sd 1.527525 and of the logarithms ln 2
  const half = (4.302653 * 1.527525) / Math.sqrt(3);
  expect(measured(false)).toMatchObject({ value: 7 / 3, n: 3 });
  expect(measured(false)?.interval(0.95)?.[0]).toBeCloseTo(7 / 3 - half, 5);
  expect(measured(true)?.value).toBeCloseTo(2, 12);
  expect(measured(true)?.interval(0.95)?.[1]).toBeCloseTo(
    2 * Math.exp((4.302653 * Math.LN2) / Math.sqrt(3)),
    4,
  );
  expect(computed({ quantity: "share", at: { stage: "middle" } }).measure(evidence)).toBe(
    undefined,
  );
});

test("a difference of two places is taken at equal seeds, whatever their order", () => {
  const at = (place: string, values: readonly (readonly [seed: number, value: number])[]) =>
    values.map(([seed, value]) => ({
      ...{ quantity: "share", value, error: 0, unit: "" },
      at: { place, seed },
    }));
  const exact = [
    ...at("here", [
      [1, 5],
      [2, 7],
      [3, 9],
    ]),
    ...at("there", [
      [3, 5],
      [2, 4],
      [4, 100],
      [1, Number.NaN],
    ]),
  ];
  const difference = computedDifference("share", { place: "here" }, { place: "there" });
  expect(difference.measure({ rows: [], exact })).toMatchObject({ value: 3.5, n: 2 });
  expect(difference.measure({ rows: [], exact: at("here", [[1, 5]]) })).toBe(undefined);
});

test("a difference of differences is of four trials of each seed", () => {
  const rows = [
    ...rowsWith(1, [1, 2, 3]),
    ...rowsWith(2, [11, 13, 15]),
    ...rowsWith(4, [5, 5, 5]),
    ...rowsWith(8, [6, 7, 8, 100]), // the fourth seed has no other trial
  ];
  const quantity = differenceOfDifferences(
    { metric: "test/elbo", cell: atBeta(2), reference: atBeta(1) },
    { metric: "test/elbo", cell: atBeta(8), reference: atBeta(4) },
  );
  // 10, 11, 12 minus 1, 2, 3
  expect(quantity.measure({ rows, exact: [] })).toMatchObject({ value: 9, n: 3, sd: 0 });
});
