import { expect, test } from "vitest";
import { runOf } from "../sources/run-of.ts";
import type { RunStatus } from "../sources/run-source.ts";
import { summaryOf } from "./metric-summary.ts";
import { allButSeed, groupableParams, runGroups, sharedValue, sortGroups } from "./run-groups.ts";

const run = (
  id: string,
  params: Record<string, string>,
  elbo?: number,
  status: RunStatus = "FINISHED",
) => runOf({ id, params, status, ...(elbo !== undefined && { metrics: { "test/elbo": elbo } }) });
const runs = [
  run("a", { beta: "1", estimator: "x", seed: "1" }, -100),
  run("b", { beta: "4", estimator: "x", seed: "1" }, -120),
  run("c", { beta: "1", estimator: "x", seed: "2" }, -102),
  run("d", { beta: "1", estimator: "y", seed: "1" }, -90),
  run("e", { estimator: "y", seed: "1" }, -80),
];
const labels = (by: string[], sort?: string) =>
  sortGroups(runGroups(runs, by), sort).map(({ label, runs: own }) => [label, own.length]);

test("runs with the same values of the params are one group; a missing value is a value", () => {
  expect(labels(["beta"])).toEqual([
    ["beta 1", 3],
    ["beta 4", 1],
    ["beta —", 1],
  ]);
  expect(labels(["beta", "estimator"])).toHaveLength(4);
  const texts = [run("f", { beta: "undefined" }), run("g", {})];
  expect(runGroups(texts, ["beta"])).toHaveLength(2);
});

test("runs of different likelihoods are never in one group", () => {
  const of = (kind: string) => run(kind, { beta: "1", "model.likelihood.kind": kind });
  expect(runGroups([of("gaussian"), of("bernoulli")], ["beta"])).toHaveLength(2);
});

test("all but the seed groups the seeds of a setting, and runs without params stay alone", () => {
  const own = runGroups([...runs, run("p", {}), run("q", {})], [allButSeed]);
  expect(own.map((group) => group.runs.map(({ id }) => id))).toEqual([
    ["a", "c"],
    ["b"],
    ["d"],
    ["e"],
    ["p"],
    ["q"],
  ]);
});

test("groups are sorted by the mean of a metric, and by params that all of their runs share", () => {
  expect(labels(["beta"], "-test/elbo").map(([label]) => label)).toEqual([
    "beta —",
    "beta 1",
    "beta 4",
  ]);
  expect(labels(["beta"], "-beta").map(([label]) => label)).toEqual(["beta 4", "beta 1", "beta —"]);
  expect(sharedValue(runs, "estimator")).toBeUndefined();
});

test("groups have the same key whatever the order of the runs", () => {
  const keys = (list: typeof runs) => runGroups(list, ["beta"]).map(({ key }) => key);
  expect(keys(runs.toReversed()).sort()).toEqual(keys(runs).sort());
});

test("seeds come last among the params to group by, and constant params are absent", () => {
  expect(groupableParams(runs.slice(0, 3))).toEqual(["beta", "seed"]);
});

test("a mean is over the finite values of finished runs, and counts the others", () => {
  const group = [
    run("a", {}, 1),
    run("b", {}, 3),
    run("c", {}, Number.NaN),
    run("d", {}),
    run("e", {}, 99, "RUNNING"),
  ];
  const { n, mean, sd, min, max, without, interval } = summaryOf(group, "test/elbo");
  expect({ n, mean, sd, min, max, without, interval }).toEqual({
    ...{ n: 2, mean: 2, sd: Math.SQRT2, min: 1, max: 3, without: 2 },
    interval: undefined,
  });
});
