import { expect, test } from "vitest";
import { labelOf } from "./label.ts";
import { TrialConfig } from "./trial-config.ts";

const vae = {
  dataset: { name: "mnist" },
  model: { kind: "vae", latent: 20 },
  objective: { beta: 4 },
  estimator: { kind: "pathwise", samples: 4 },
};

test.each([
  ["reverse-kl · β 4 · pathwise", vae],
  ["no KL term · pathwise", { ...vae, objective: { regulariser: "none" } }],
  [
    "reverse-kl · β 4 · score-function · seed 2",
    { ...vae, estimator: { kind: "score-function" }, seed: 2 },
  ],
  [
    "reverse-kl · β 4 · pathwise · 2-D · hidden 512",
    { ...vae, model: { kind: "vae", latent: 2, hidden: [512] } },
  ],
  [
    "reverse-kl · β 4 · pathwise · lecun-normal",
    { ...vae, model: { ...vae.model, initialisation: "lecun-normal" } },
  ],
  ...(
    [
      ["mixture prior of 50", { prior: { kind: "mixture" } }],
      ["VampPrior of 20", { prior: { kind: "vamp", components: 20 } }],
      ["two layers of codes, upper 10", { codes: { kind: "two-layers" } }],
      [
        "two layers of codes, upper 5 by 50-30",
        { codes: { kind: "two-layers", top: 5, between: [50, 30] } },
      ],
    ] as const
  ).map(([name, part]): [string, object] => [
    `monte-carlo-elbo 1 · pathwise · ${name}`,
    {
      ...vae,
      objective: undefined,
      model: { ...vae.model, ...part },
      inference: { kind: "monte-carlo-elbo" },
      estimator: { kind: "pathwise" },
    },
  ]),
  [
    "reverse-kl · β 4 · pathwise · dynamic binarisation",
    { ...vae, dataset: { name: "mnist", binarise: "dynamic" } },
  ],
  [
    "iwae 5 · dreg",
    {
      ...vae,
      objective: undefined,
      inference: { kind: "iwae" },
      estimator: { kind: "dreg", samples: 5 },
    },
  ],
  [
    "miwae 4 × 2 · pathwise",
    {
      ...vae,
      objective: undefined,
      inference: { kind: "miwae", groups: 4 },
      estimator: { kind: "pathwise", samples: 2 },
    },
  ],
  [
    "vr 5 α 0.5 · vimco",
    {
      ...vae,
      objective: undefined,
      inference: { kind: "vr", alpha: 0.5 },
      estimator: { kind: "vimco" },
    },
  ],
  [
    "reweighted-wake-sleep 3 both",
    {
      dataset: vae.dataset,
      model: vae.model,
      inference: { kind: "reweighted-wake-sleep", phase: "both", samples: 3 },
    },
  ],
  [
    "reverse-renyi 2 · β linear to 4 · C 3 · per-pixel-gaussian · pathwise · sgd",
    {
      ...vae,
      model: {
        ...vae.model,
        likelihood: { kind: "per-pixel-gaussian", floor: 0.01 },
      },
      objective: {
        regulariser: "reverse-renyi",
        alpha: 2,
        beta: 4,
        capacity: 3,
        schedule: { kind: "linear" },
      },
      optimizer: { kind: "sgd" },
    },
  ],
  [
    "reverse-kl · rate 10 by control-vae · pathwise",
    { ...vae, objective: { schedule: { kind: "control-vae", rate: 10 } } },
  ],
  [
    "reverse-kl · β 4 · 0.5 nats free · pathwise · autoregressive decoder · committed-rate",
    {
      ...vae,
      model: { ...vae.model, decoder: "autoregressive", posterior: { kind: "committed-rate" } },
      objective: { beta: 4, freeBits: { nats: 0.5 } },
    },
  ],
  ["reverse-kl · β 4 · pathwise · patience 10", { ...vae, earlyStopping: { patience: 10 } }],
  [
    "reverse-kl · β 4 · rebar · 3-way categorical codes with a learned prior",
    {
      ...vae,
      model: { ...vae.model, codes: { kind: "categorical", classes: 3, prior: "learned" } },
      estimator: { kind: "rebar" },
    },
  ],
  [
    "reverse-kl · β 4 · pathwise · ln σ² ≤ 5 · sgd · cosine decay · gradients clipped at 1",
    {
      ...vae,
      model: { ...vae.model, maxLogVariance: 5 },
      optimizer: { kind: "sgd", gradientClipping: 1, schedule: { kind: "cosine" } },
    },
  ],
  [
    "reverse-kl · β 4 · mmd 10 · pathwise · semi-amortised · lagging",
    {
      ...vae,
      model: { ...vae.model, posterior: { kind: "semi-amortised" } },
      objective: { beta: 4, aggregate: {} },
      lagging: {},
    },
  ],
  ["autoencoder", { dataset: vae.dataset, model: { kind: "autoencoder", latent: 20 } }],
  [
    "denoising autoencoder · 10 % masked",
    {
      dataset: vae.dataset,
      model: {
        kind: "denoising-autoencoder",
        latent: 20,
        corruption: { kind: "masking", rate: 0.1 },
      },
    },
  ],
  [
    "denoising autoencoder · input noise 0.5 · σ² 0.1 · bars",
    {
      dataset: { name: "bars" },
      model: {
        kind: "denoising-autoencoder",
        latent: 20,
        corruption: { kind: "gaussian", sd: 0.5 },
        likelihood: { kind: "gaussian", variance: 0.1 },
      },
    },
  ],
])("a trial is called %s", (label, config) => {
  expect(labelOf(TrialConfig.parse(config))).toBe(label);
});
