import { expect, test } from "vitest";
import { loadBackend } from "../backend/native.ts";
import { completeConfig } from "../config/complete-config.ts";
import { runTrial } from "./run-trial.ts";
import type { TrialEvent } from "./trial-events.ts";

const backend = await loadBackend();

/** The events of one tiny trial on bars. */
const eventsOf = async (codes: object, parts: object): Promise<TrialEvent[]> => {
  const config = completeConfig({
    dataset: { name: "bars", trainSize: 64, testSize: 32 },
    model: { latent: 2, hidden: [8], codes },
    epochs: 1,
    batchSize: 32,
    ...parts,
  });
  const events: TrialEvent[] = [];
  for await (const event of runTrial(config, { backend })) events.push(event);
  return events;
};
const coins = { kind: "bernoulli" };
const classes = { kind: "categorical", classes: 3, prior: "learned" };
const iwae = { kind: "iwae" };

test.each([
  ["score-function", coins, {}],
  ["measure-valued", coins, { estimator: { kind: "measure-valued" } }],
  ["nvil", coins, { estimator: { kind: "nvil", hidden: [5] } }],
  ["straight-through", coins, { estimator: { kind: "straight-through" } }],
  ["gumbel-softmax", classes, { estimator: { kind: "gumbel-softmax", temperature: 0.7 } }],
  [
    "straight-through-gumbel-softmax",
    classes,
    { estimator: { kind: "straight-through-gumbel-softmax" } },
  ],
  ["rebar", classes, { estimator: { kind: "rebar", scale: 0.8 } }],
  ["forward KL", classes, { objective: { regulariser: "forward-kl", beta: 0.5 } }],
  ["vimco", classes, { inference: iwae, estimator: { kind: "vimco", samples: 3 } }],
  ["wake-sleep", coins, { inference: { kind: "reweighted-wake-sleep", phase: "both" } }],
])("discrete codes are learnt in compiled steps: %s", async (_, codes, parts) => {
  const events = await eventsOf(codes, parts);
  expect(events[0]).toMatchObject({ step: "compiled" });
  expect(events.at(-1)?.kind).toBe("finished");
  const epoch = events.find((event) => event.kind === "epoch");
  const metrics = epoch?.kind === "epoch" ? epoch.metrics : {};
  for (const value of Object.values(metrics)) expect(value).toBeTypeOf("number");
  expect(metrics["test/elbo"]).toBe(
    (metrics["test/reconstruction"] ?? 0) - (metrics["test/rate"] ?? 0),
  );
});

test("discrete codes have a rate for each unit and no place in a plane of the normal law", async () => {
  const events = await eventsOf(classes, { objective: { regulariser: "forward-kl" } });
  const epoch = events.find((event) => event.kind === "epoch");
  if (epoch?.kind !== "epoch") throw new Error("a trial has an epoch");
  const { metrics, images } = epoch;
  const of = (key: string) => metrics[`test/${key}`] ?? Number.NaN;
  expect(Object.keys(metrics).filter((key) => key.includes("unit_rate"))).toEqual([
    "test/unit_rate/00",
    "test/unit_rate/01",
  ]);
  expect(of("unit_rate/00") + of("unit_rate/01")).toBeCloseTo(of("rate"), 5);
  expect(of("regulariser")).toBeGreaterThan(0);
  expect(of("regulariser")).not.toBeCloseTo(of("rate"), 6);
  expect(metrics).not.toHaveProperty("test/prior_mismatch");
  expect(Object.keys(images).sort()).toEqual(["codes", "reconstructions", "samples"]);
  const [coin] = (await eventsOf(coins, {})).filter((event) => event.kind === "epoch");
  expect(coin?.kind === "epoch" && "manifold" in coin.images).toBe(false);
});
