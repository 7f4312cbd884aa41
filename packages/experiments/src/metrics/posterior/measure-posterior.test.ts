import { expect, test } from "vitest";
import { TrialConfig } from "../../config/trial-config.ts";
import { runTrial } from "../../trial/run-trial.ts";
import type { Metrics } from "../../trial/trial-events.ts";

const measured = async (model: object, parts: object = {}): Promise<Metrics> => {
  const config = TrialConfig.parse({
    dataset: { name: "mnist-14", trainSize: 2000, testSize: 300 },
    model: { kind: "vae", latent: 2, hidden: [20], ...model },
    objective: {},
    estimator: { kind: "pathwise" },
    epochs: 3,
    ...parts,
  });
  let found: Metrics = {};
  for await (const event of runTrial(config, { measure: "full" }))
    if (event.kind === "epoch") found = event.metrics;
  return found;
};

const encoder = await measured({});

test("the gaps are positive, and together they are KL(q‖p(z|x)) up to errors", async () => {
  const of = (key: string) => encoder[`test/${key}`] ?? Number.NaN;
  expect(of("approximation_gap")).toBeGreaterThan(0);
  expect(of("amortisation_gap")).toBeGreaterThan(0);
  const error = Math.hypot(
    of("posterior_kl_se"),
    of("approximation_gap_se"),
    of("amortisation_gap_se"),
  );
  const sum = of("approximation_gap") + of("amortisation_gap");
  expect(Math.abs(sum - of("posterior_kl"))).toBeLessThan(4 * error);
  expect(of("posterior_forward_kl")).toBeGreaterThan(0);
});

test("steps beyond the encoder's q leave a smaller amortisation gap", async () => {
  const refined = await measured({ posterior: { kind: "semi-amortised", steps: 10 } });
  const gap = "test/amortisation_gap";
  expect(refined[gap]).toBeLessThan(encoder[gap] ?? 0);
});

test.each([
  ["grey values, whose likelihood is not normalised,", {}, { name: "mnist" }],
  [
    "models without an encoder",
    { posterior: { kind: "per-observation", steps: 2 } },
    { name: "bars" },
  ],
])("%s have no posterior metrics", async (_, model, data) => {
  const metrics = await measured(model, { dataset: { ...data, trainSize: 300, testSize: 100 } });
  expect(Object.keys(metrics).filter((key) => key.includes("_gap"))).toEqual([]);
});
