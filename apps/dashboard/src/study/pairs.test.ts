import { expect, test } from "vitest";
import { runOf } from "../sources/run-of.ts";
import { allPairs, differenceOf, pairAxes, pairGroups, validQuestion } from "./pairs.ts";

const run = (estimator: string, beta: number, seed: number, elbo?: number) =>
  runOf({
    id: `${estimator} ${beta} ${seed}`,
    params: {
      "estimator.kind": estimator,
      ...(estimator === "score-function" && { "estimator.baseline": "none" }),
      "objective.beta": String(beta),
      seed: String(seed),
      "git.commit": `${estimator}${seed}`,
    },
    metrics: elbo === undefined ? {} : { "test/elbo": elbo },
  });

const question = { axis: "estimator.kind", first: "pathwise", second: "score-function" };

const runs = [
  ...[-100, -101, -99].map((elbo, seed) => run("pathwise", 1, seed, elbo)),
  ...[-104, -106, -103].map((elbo, seed) => run("score-function", 1, seed, elbo)),
  run("pathwise", 4, 1, -120),
  run("score-function", 4, 1, Number.NaN),
  run("score-function", 16, 1, -150),
];

test("pairs differ in one param alone and have equal seeds", () => {
  const groups = pairGroups(runs, question);
  expect(groups.map(({ label, pairs }) => [label, pairs.length])).toEqual([
    ["beta 1", 3],
    ["beta 4", 1],
  ]);
});

test("differences have their mean and Student's 95 % interval; a missing value leaves its pair out", () => {
  const [one, four] = pairGroups(runs, question).map((group) => differenceOf(group, "test/elbo"));
  // scipy.stats.ttest_rel([-100, -101, -99], [-104, -106, -103]).confidence_interval()
  expect(one).toMatchObject({ n: 3, firstMean: -100, without: 0 });
  expect(one?.mean).toBeCloseTo(13 / 3, 12);
  expect(one?.interval?.[0]).toBeCloseTo(2.899116, 5);
  expect(one?.interval?.[1]).toBeCloseTo(5.767551, 5);
  expect(four).toMatchObject({ n: 0, without: 1 });
  expect(differenceOf(allPairs(pairGroups(runs, question)), "test/elbo").n).toBe(3);
});

test("log-likelihoods of different likelihoods are not subtracted", () => {
  const two = ["bernoulli", "gaussian"].map((kind) =>
    runOf({
      id: kind,
      params: { "model.likelihood.kind": kind, seed: "1" },
      metrics: { "test/elbo": 1, "test/rate": 2 },
    }),
  );
  const [group] = pairGroups(two, {
    axis: "model.likelihood.kind",
    first: "bernoulli",
    second: "gaussian",
  });
  expect(group && differenceOf(group, "test/elbo").n).toBe(0);
  expect(group && differenceOf(group, "test/rate").n).toBe(1);
});

test("axes are the params that differ, without seeds and the machine, in natural order", () => {
  expect(pairAxes(runs)).toEqual([
    { key: "objective.beta", values: ["1", "4", "16"] },
    { key: "estimator.kind", values: ["pathwise", "score-function"] },
  ]);
  expect(validQuestion(pairAxes(runs), {})).toEqual(question);
  expect(
    validQuestion(pairAxes(runs), { axis: "objective.beta", first: "16", second: "7" }),
  ).toEqual({ axis: "objective.beta", first: "16", second: "1" });
});
