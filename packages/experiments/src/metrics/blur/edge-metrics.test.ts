import { expect, test } from "vitest";
import { TrialConfig } from "../../config/trial-config.ts";
import { runTrial } from "../../trial/run-trial.ts";
import type { Metrics } from "../../trial/trial-events.ts";
import { errorKeyOf, metricInfoOf } from "../metrics.ts";

const measured = async (config: object): Promise<Metrics> => {
  let last: Metrics = {};
  const parsed = TrialConfig.parse({
    dataset: { name: "shifted-edges", trainSize: 2000, testSize: 200 },
    ...{ batchSize: 50, optimizer: { kind: "adam", learningRate: 0.005 }, ...config },
  });
  for await (const event of runTrial(parsed, { measure: "blur" }))
    if (event.kind === "epoch") last = event.metrics;
  return last;
};
const vae = { model: { kind: "vae", latent: 1, hidden: [32] }, estimator: { kind: "pathwise" } };
const ofEdges = (metrics: Metrics) =>
  Object.keys(metrics).filter((key) => key.startsWith("test/edge_"));

test("a collapsed VAE decodes the edge of the mean image, and its code says nothing about the position", async () => {
  const found = await measured({ ...vae, objective: { beta: 1000 }, epochs: 6 });
  expect(found["test/edge_width_data"]).toBeCloseTo(1.33, 1);
  for (const set of ["mean_code", "reconstruction", "samples"])
    expect(Math.abs((found[`test/edge_width_${set}`] ?? 0) - 6.4), set).toBeLessThan(0.5);
  expect(found["test/edge_width_predicted_reconstruction"]).toBeCloseTo(6.4, 1);
  expect(found["test/edge_information"]).toBeCloseTo(0, 2);
  for (const key of ofEdges(found)) {
    expect(metricInfoOf(key), key).toBeDefined();
    if (!key.endsWith(errorKeyOf(""))) expect(found, key).toHaveProperty([errorKeyOf(key)]);
  }
});

test("an autoencoder has widths and no prediction, and other data have neither", async () => {
  const found = await measured({
    model: { kind: "autoencoder", latent: 1, hidden: [32] },
    epochs: 1,
  });
  expect(ofEdges(found)).toContain("test/edge_width_reconstruction");
  expect(ofEdges(found).filter((key) => /predicted|spread|information/.test(key))).toEqual([]);
  const others = await measured({
    ...vae,
    objective: {},
    dataset: { name: "bars", testSize: 60 },
    epochs: 1,
  });
  expect(ofEdges(others)).toEqual([]);
});
