import { regularisers } from "@vae-lab/experiments/config";
import { directionOrder } from "@vae-lab/viz";
import { expect, test } from "vitest";
import { fixtureRunSource } from "../sources/fixture-run-source.ts";
import { runOf } from "../sources/run-of.ts";
import { curveKeys, onAxis } from "./curves.ts";
import { factsOf } from "./facts.ts";
import { familiesOf, withoutBeta } from "./families.ts";
import { sortRuns } from "./order.ts";
import { betaPoints, ratePoints, unitRatesOf } from "./points.ts";
import { durationOf, progressOf } from "./progress.ts";
import { isLadder, representatives } from "./representatives.ts";

const runs = (await fixtureRunSource().table("1")).runs;
const named = (name: string) => {
  const run = runs.find((one) => one.name === name);
  if (run === undefined) throw new Error(`no fixture is called ${name}`);
  return run;
};

test("a family contains finished VAEs with the same likelihood, size and number of epochs", () => {
  const [largest, ...others] = familiesOf(runs);
  expect(largest?.name).toBe(
    "20-D VAE, Bernoulli likelihood of grey values (an unnormalised cross-entropy), mnist, 3 epochs",
  );
  expect(largest?.runs.every((run) => run.status === "FINISHED")).toBe(true);
  expect(new Set(largest?.runs.map((run) => factsOf(run).likelihood)).size).toBe(1);
  expect(others.map(({ name }) => name)).toContain(
    "20-D VAE, Gaussian likelihood, σ² = 0.1, mnist, 3 epochs",
  );
});

test("by default the betas of one regulariser and estimator are compared", () => {
  expect(representatives(runs).map((run) => run.name)).toEqual(
    [0.25, 1, 4, 16, 64].map((beta) => `reverse-kl · β ${beta} · pathwise`),
  );
});

const vae = (id: string, params: Record<string, string>) =>
  runOf({ id, params: { "model.kind": "vae", ...params }, metrics: { "test/rate": 1 } });
const elbo = { "objective.regulariser": "reverse-kl", "objective.beta": "1" };
const mixed = [
  vae("elbo", elbo),
  vae("iwae", { "inference.kind": "iwae", "estimator.kind": "dreg" }),
  vae("warmed up", { ...elbo, "objective.schedule.kind": "linear" }),
  vae("held at a rate", { ...elbo, "objective.schedule.kind": "target-rate" }),
  runOf({ id: "matrix", params: { seed: "1" } }),
];

test("VAEs with another bound or a feedback schedule are not in a family over beta, but counted", () => {
  expect(familiesOf(mixed).map(({ runs }) => runs.map(({ id }) => id))).toEqual([
    ["elbo"],
    ["warmed up"],
  ]);
  expect(withoutBeta(mixed).map(({ id }) => id)).toEqual(["iwae", "held at a rate"]);
  expect(betaPoints(mixed, "test/rate").map(({ run }) => run)).toEqual(["elbo", "warmed up"]);
});

test("without several betas the first trials are compared", () => {
  const shown = representatives(mixed);
  expect(new Set(shown.map(({ id }) => id))).toEqual(
    new Set(["elbo", "iwae", "warmed up", "held at a rate"]),
  );
  expect(isLadder(shown)).toBe(false);
});

test("regularisers with different alpha are different directions", () => {
  const amari = (alpha: string) =>
    vae(alpha, { ...elbo, "objective.regulariser": "amari", "objective.alpha": alpha });
  const points = betaPoints([amari("0.25"), amari("0.5")], "test/rate");
  expect(points.map(({ direction }) => direction)).toEqual(["amari, α 0.25", "amari, α 0.5"]);
});

test("every regulariser has a look", () => {
  expect([...directionOrder].sort()).toEqual([...regularisers].sort());
});

test("beta is 0 without a regulariser", () => {
  expect(factsOf(named("no KL term · pathwise"))).toMatchObject({ direction: "none", beta: 0 });
});

test("an autoencoder is not in figures of the rate", () => {
  const autoencoder = [named("autoencoder")];
  expect(ratePoints(autoencoder)).toEqual([]);
  expect(betaPoints(autoencoder, "test/reconstruction")).toEqual([]);
  expect(autoencoder.flatMap(unitRatesOf)).toEqual([]);
});

test("runs that differ in a param of the estimator are in different cells", () => {
  const run = (id: string, kind: string, samples: string) =>
    runOf({
      id,
      params: {
        "objective.regulariser": "reverse-kl",
        "objective.beta": "1",
        "estimator.kind": kind,
        "estimator.samples": samples,
      },
      metrics: { "test/rate": 1 },
    });
  const varied = [
    run("a", "pathwise", "1"),
    run("b", "pathwise", "4"),
    run("c", "score-function", "4"),
  ];
  expect(betaPoints(varied, "test/rate").map((point) => point.estimator)).toEqual([
    "pathwise, samples 1",
    "pathwise, samples 4",
    "score-function",
  ]);
});

test("infinite values are points, missing values are not", () => {
  const infinite = betaPoints([named("forward-kl · β 128 · score-function")], "test/rate");
  expect(infinite.map((point) => point.value)).toEqual([Number.POSITIVE_INFINITY]);
  expect(betaPoints([named("forward-kl · β 256 · pathwise")], "test/rate")).toEqual([]);
});

test("progress follows the optimiser steps, and a long time without data is reported", () => {
  const running = named("reverse-kl · β 2 · pathwise");
  const soon = progressOf(running, running.lastSeen + 1000);
  expect(soon.epochs).toBe(3);
  expect(soon.share).toBeGreaterThan(0.55);
  expect(soon.share).toBeLessThan(0.65);
  expect(soon).not.toHaveProperty("silent");
  expect(progressOf(running, running.lastSeen + 600_000).silent).toBe(600_000);
});

test("invalid times are not used for durations", () => {
  const started = { status: "RUNNING" as const, startTime: 1, lastSeen: 1 };
  expect(progressOf(runOf(started), Date.UTC(2026)).silent).toBe(Number.POSITIVE_INFINITY);
  expect(durationOf(runOf({ startTime: 1, endTime: Date.UTC(2026) }))).toBeUndefined();
  expect(durationOf(runOf({ startTime: Date.UTC(2026), endTime: Date.UTC(2026) + 5 }))).toBe(5);
  const wentOn = runOf({
    startTime: Date.UTC(2026),
    endTime: Date.UTC(2026) + 5,
    tags: { "vae_lab.stopped_ms": "3" },
  });
  expect(durationOf(wentOn)).toBe(2);
});

test("test metrics and training metrics can be drawn over steps, epochs and seconds", () => {
  const run = runOf({ id: "r", params: { "dataset.trainSize": "1000", batchSize: "100" } });
  const point = { runId: "r", step: 20, value: 1, timestamp: 5_000 };
  const steps = (metric: string, axis: "step" | "epoch" | "time") =>
    onAxis([point], [run], { metric, axis }).map(({ step }) => step);
  expect(steps("train/loss", "step")).toEqual([20]);
  expect(steps("train/loss", "epoch")).toEqual([2]);
  expect(steps("test/elbo", "epoch")).toEqual([20]);
  expect(steps("test/elbo", "step")).toEqual([200]);
  expect(steps("test/elbo", "time")).toEqual([5]);
});

test("unknown metrics can be curves; the KL of units cannot", () => {
  const run = runOf({ metrics: { "test/elbo": 1, "my/metric": 2, "test/unit_rate/00": 3 } });
  expect(curveKeys([...run.metrics.keys()])).toEqual(["test/elbo", "my/metric"]);
});

test("without several betas the first runs of the table are compared", () => {
  const trials = ["rand 3", "rand 1", "rand 2"].map((name, index) =>
    runOf({ id: name, name, startTime: -index, params: { "model.kind": "autoencoder" } }),
  );
  expect(representatives(trials)).toEqual(sortRuns(trials, undefined));
});
