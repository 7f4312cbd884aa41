import { expect, test } from "vitest";
import { runOf } from "../sources/run-of.ts";
import { bestRun } from "./best.ts";
import { metricInfo } from "./metric-registry.ts";

const run = (id: string, metrics: Record<string, number>, likelihood?: string) =>
  runOf({
    id,
    metrics,
    ...(likelihood !== undefined && { params: { "model.likelihood.kind": likelihood } }),
  });

test("the best loss is the smallest and the best ELBO the largest, for any project", () => {
  const runs = [
    run("a", { "val/loss": 49.82, "test/elbo": -104, accuracy: 0.9 }),
    run("b", { "val/loss": 49.05, "test/elbo": -101, accuracy: 0.8 }),
  ];
  expect(["val/loss", "test/elbo", "accuracy"].map((key) => bestRun(runs, key))).toEqual([
    "b",
    "b",
    "a",
  ]);
});

test("there is no best value for unknown metrics, ties and NaN", () => {
  const runs = [
    run("a", { "test/rate": 3, "my/number": 1, loss: 2, "val/loss": Number.NaN }),
    run("b", { "test/rate": 4, "my/number": 2, loss: 2, "val/loss": Number.NaN }),
  ];
  for (const key of ["test/rate", "my/number", "loss", "val/loss", "absent"])
    expect(bestRun(runs, key)).toBeUndefined();
});

test("metrics that depend on the likelihood are not ranked across likelihoods, others are", () => {
  const runs = [
    run("a", { "test/elbo": 500, "test/prior_mismatch": 0.2 }, "gaussian"),
    run("b", { "test/elbo": -100, "test/prior_mismatch": 0.1 }, "bernoulli"),
  ];
  expect(bestRun(runs, "test/elbo")).toBeUndefined();
  expect(bestRun(runs, "test/prior_mismatch")).toBe("b");
});

test.for([
  ["val/loss", "smaller"],
  ["loss", "smaller"],
  ["eval/kl_loss", "smaller"],
  ["validation.rmse", "smaller"],
  ["top5_accuracy", "larger"],
  ["test/elbo", "larger"],
  ["train/loss", "smaller"],
  ["test/active_units", undefined],
  ["loss_scale", undefined],
  ["lossless", undefined],
  ["epoch", undefined],
  ["__proto__", undefined],
] as const)("better values of %s: %s", ([key, better]) => {
  expect(metricInfo(key).better).toBe(better);
});

test("metrics on whole datasets are not smoothed, metrics of minibatches are", () => {
  expect(
    ["val/loss", "test/elbo", "train/beta", "eval_loss", "lr"].filter(
      (key) => metricInfo(key).isNoisy,
    ),
  ).toEqual([]);
  expect(
    ["train/loss", "loss", "system/images_per_second"].every((key) => metricInfo(key).isNoisy),
  ).toBe(true);
});
