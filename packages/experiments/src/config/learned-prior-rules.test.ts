import { expect, test } from "vitest";
import { issueMessages } from "./complete-config.ts";
import { TrialConfig } from "./trial-config.ts";

const vae = { dataset: { name: "mnist" }, model: { kind: "vae", latent: 2 } };
const rules = (parts: object): string[] => {
  const { error } = TrialConfig.safeParse({ ...vae, ...parts });
  return error === undefined ? [] : issueMessages(error);
};
const iwae = { kind: "iwae" };
const monteCarlo = { inference: { kind: "monte-carlo-elbo" }, estimator: { kind: "pathwise" } };
const rulesOf = (model: object, parts: object = monteCarlo) =>
  rules({ model: { ...vae.model, ...model }, ...parts });

test("a learned prior needs an inference and what does not rest on the prior N(0, I)", () => {
  const prior = { kind: "mixture" };
  expect(rulesOf({ prior })).toEqual([]);
  expect(rulesOf({ prior, encoder: "convolutional", maxLogVariance: 5 })).toEqual([]);
  expect(rulesOf({ prior, posterior: { kind: "variance-floor" } })).toEqual([]);
  expect(rulesOf({ prior }, { inference: { kind: "reweighted-wake-sleep" } })).toEqual([]);
  expect(rulesOf({ prior }, { objective: {}, estimator: { kind: "pathwise" } })).toEqual([
    "model.prior.kind mixture needs an inference in place of the objective, because KL(q(z|x)‖p(z)) has no closed form: choose one, such as monte-carlo-elbo, got an objective of regulariser, beta",
  ]);
  for (const kind of ["committed-rate", "batch-normalised-mean", "semi-amortised"])
    expect(rulesOf({ prior, posterior: { kind } })).toEqual([
      `model.prior.kind mixture does not go with model.posterior.kind ${kind}, which rests on the prior N(0, I): leave one of them out, or use variance-floor`,
    ]);
  expect(rulesOf({ prior: { kind: "vamp" }, condition: "labels" })).toEqual([
    "model.condition labels does not go with model.prior.kind vamp: the prior must be N(0, I)",
  ]);
  expect(
    rulesOf(
      { prior, codes: { kind: "bernoulli" } },
      { inference: iwae, estimator: { kind: "vimco" } },
    ),
  ).toEqual([
    "model.prior.kind mixture needs normal codes, got model.codes.kind bernoulli; set model.codes.prior learned to learn theirs",
  ]);
});

test("two layers of codes need an inference, and have a posterior and a prior of their own", () => {
  const codes = { kind: "two-layers" };
  expect(rulesOf({ codes, decoder: "skip", maxLogVariance: 5 })).toEqual([]);
  expect(rulesOf({ codes }, { inference: { kind: "reweighted-wake-sleep" } })).toEqual([]);
  expect(rulesOf({ codes }, { objective: {}, estimator: { kind: "pathwise" } })).toEqual([
    expect.stringContaining("model.codes.kind two-layers needs an inference in place of"),
  ]);
  expect(rulesOf({ codes, prior: { kind: "vamp" } })).toEqual([
    "model.codes.kind two-layers learns its own prior, p(z₁|z₂): model.prior must be left out, got kind vamp",
  ]);
  expect(rulesOf({ codes, posterior: { kind: "variance-floor" } })).toEqual([
    "model.codes.kind two-layers leaves no use for a model.posterior, got kind variance-floor",
  ]);
  expect(rulesOf({ codes, condition: "labels" })).toEqual([
    "model.condition labels does not go with model.codes.kind two-layers: the prior must be N(0, I)",
  ]);
  expect(rulesOf({ codes: { kind: "two-layers", top: 0 } })).toEqual([
    "model.codes.top must be a whole number ≥ 1, got 0",
  ]);
});

test("a prior and codes that are no objects are refused by their own rules", () => {
  for (const wrong of [null, "mixture", 3, []])
    expect(rulesOf({ prior: wrong, codes: wrong }).length).toBeGreaterThan(0);
  expect(rulesOf({ prior: { kind: "flow" } })).toEqual([
    'model.prior.kind must be one of mixture, vamp, got "flow"',
  ]);
});
