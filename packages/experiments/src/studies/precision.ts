import type { Cell } from "./cell.ts";
import type { Draft } from "./draft.ts";
import { quickSizes } from "./quick-sizes.ts";
import { difference, equivalent, equivalentRatio, ratio, rule } from "./rules/index.ts";
import type { Study } from "./study.ts";
import { repeated } from "./trials.ts";

/** The VAE of Saghir's essay. */
const essay: Draft = {
  model: { kind: "vae", latent: 20, hidden: [400] },
  objective: { regulariser: "reverse-kl", beta: 1 },
  estimator: { kind: "pathwise" },
};

const rounded: Cell = { precision: "bfloat16" };
const full: Cell = { precision: null };
const comparison = (metric: string) => ({ metric, cell: rounded, reference: full });

/** Of ratios. */
const share = 0.02;

const metrics = [
  ["test/elbo", "ELBO, nats per image"],
  ["test/rate", "rate, nats per image"],
  ["test/active_units", "active units"],
  ["test/sharpness_reconstruction", "sharpness of reconstructions"],
] as const;

export const precisionStudy: Study = {
  name: "precision",
  question: "Does a VAE learn the same if the products of its training are rounded to bfloat16?",
  setting:
    "The VAE of Saghir's essay (784-400-20, Bernoulli likelihood, reverse KL, beta 1, Adam) on 5,000 images of MNIST, 5 epochs. Varied: the precision of dense products in training, forward and in gradients, float32 or bfloat16 with sums in float32. Evaluation is in float32. Trials are compared at equal seeds, which give equal initial weights, minibatches and noise.",
  sizes: {
    quick: { epochs: 1, seeds: 3, dataset: "mnist", ...quickSizes },
    default: { epochs: 5, seeds: 8, dataset: "mnist", trainSize: 5000, testSize: 1000 },
    full: { epochs: 20, seeds: 16, dataset: "mnist" },
  },
  trials: (options) => repeated([essay, { ...essay, precision: "bfloat16" }], options),
  axes: ["precision"],
  claims: [
    {
      name: "same-elbo",
      claim: "Training in bfloat16 reaches the ELBO of training in float32, within 0.5 nats.",
      rule: rule(difference(comparison("test/elbo")), equivalent(0.5)),
    },
    {
      name: "same-rate",
      claim: `It reaches the same rate, within ${100 * share} %.`,
      rule: rule(ratio(comparison("test/rate")), equivalentRatio(share)),
    },
    {
      name: "same-active-units",
      claim: "It leaves the same number of units active, within one of the 20 units.",
      rule: rule(difference(comparison("test/active_units")), equivalent(1)),
    },
    {
      name: "same-sharpness",
      claim: `Its reconstructions are as sharp, within ${100 * share} %.`,
      rule: rule(ratio(comparison("test/sharpness_reconstruction")), equivalentRatio(share)),
    },
  ],
  figures: ({ rows }) =>
    metrics.map(([metric, label]) => ({
      name: metric.slice("test/".length).replaceAll("_", "-"),
      title: `${label[0]?.toUpperCase()}${label.slice(1)}, by precision and seed`,
      caption: "Dots are trials; those at the same seed began with equal weights.",
      kind: "series" as const,
      records: rows.flatMap(({ config, metrics: measured }) => {
        const value = measured[metric];
        return value === undefined
          ? []
          : [{ series: config.precision ?? "float32", x: config.seed, value }];
      }),
      xLabel: "seed",
      yLabel: label,
    })),
  changes: [
    "A first run, of 10,000 images and 10 epochs, was stopped because it would have taken 50 minutes on a busy machine; some of its results had been seen. The default size is smaller since then. Rules and margins are as before.",
  ],
  wouldChangeOurMind:
    "A difference beyond a margin would say that results of training in bfloat16 must not be compared with those in float32. The study has one model and one data set, whose gradients are neither tiny nor large; it says nothing of deep networks, of low learning rates, at which rounded gradients may lose small changes, or of the betas at which posteriors begin to collapse.",
};
