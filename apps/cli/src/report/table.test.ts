import { TrialConfig, type TrialRow } from "@vae-lab/experiments";
import { expect, test } from "vitest";
import { tableOf } from "./table.ts";

const row = (model: object, metrics: Record<string, number>, parts: object = {}): TrialRow => {
  const config = TrialConfig.parse({
    dataset: { name: "mnist" },
    model: { kind: "vae", latent: 20, ...model },
    objective: {},
    estimator: { kind: "pathwise" },
    ...parts,
  });
  const id = JSON.stringify(config);
  return { id, label: id, config, dataHash: "", runId: id, metrics, seconds: 1 };
};

const vae = row({}, { "test/elbo": -111.46, "test/rate": 25.123 });
const autoencoder = row(
  { kind: "autoencoder" },
  { "test/reconstruction": -70 },
  { objective: undefined, estimator: undefined },
);
const gaussian = row(
  { likelihood: { kind: "gaussian", variance: 0.1 } },
  { "test/elbo": Number.NaN },
);

test("a metric that the model does not have is a dash", () => {
  const text = tableOf([vae, autoencoder], ["model.kind"]);
  expect(text.split("\n").slice(1)).toEqual([
    "trial                        seeds    ELBO  recon.   rate  active  code use  sharp.  sharp. samples",
    "autoencoder                      1       —   −70.0      —       —         —       —               —",
    "reverse-kl · β 1 · pathwise      1  −111.5       —  25.12       —         —       —               —",
  ]);
});

test("Gaussian and Bernoulli rows have tables of their own", () => {
  const [bernoulli, normal, ...others] = tableOf([gaussian, vae], []).split("\n\n");
  expect(others).toEqual([]);
  expect(bernoulli).toMatch(/^Bernoulli likelihood/);
  expect(bernoulli).not.toContain("σ²");
  expect(normal).toMatch(/^Gaussian likelihood/);
  expect(normal).toContain("NaN");
});

test("Bernoulli likelihoods of grey values and of bits have tables of their own", () => {
  const bits = row({}, { "test/elbo": -90 }, { dataset: { name: "mnist-binarised" } });
  const anew = row({}, { "test/elbo": -95 }, { dataset: { name: "mnist", binarise: "dynamic" } });
  const headings = tableOf([vae, bits, anew], [])
    .split("\n\n")
    .map((text) => text.split("\n")[0]);
  expect(headings).toEqual([
    "Bernoulli likelihood (grey values: an unnormalised cross-entropy), nats per example on the test set",
    "Bernoulli likelihood of bits, nats per example on the test set",
    "Bernoulli likelihood of bits, drawn anew at each step, nats per example on the test set",
  ]);
});

test("several seeds have a mean with its standard error", () => {
  const second = row({}, { "test/elbo": -113.46, "test/rate": 25.123 }, { seed: 2 });
  expect(tableOf([vae, second], [])).toContain("−112.5 ± 1.0");
});
