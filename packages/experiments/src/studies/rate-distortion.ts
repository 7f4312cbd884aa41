import type { TrialRow } from "../sweep/sweep-events.ts";
import type { Cell } from "./cell.ts";
import type { Draft } from "./draft.ts";
import type { ExactValue } from "./evidence.ts";
import { quickSizes } from "./quick-sizes.ts";
import {
  all,
  chordSlope,
  difference,
  lessThan,
  monotone,
  ratio,
  rule,
  within,
} from "./rules/index.ts";
import type { Claim, Study } from "./study.ts";
import { datasetOf, repeated } from "./trials.ts";

/** Every step doubles beta. */
const betas = [0.5, 1, 2, 4, 8] as const;
const variance = 0.1;
/** Other pairs of beta and σ² with the same τ = βσ² as beta 1 and σ² 0.1. */
const equalTau = [
  { beta: 0.5, variance: 0.2 },
  { beta: 2, variance: 0.05 },
] as const;

const draft = (beta: number, sigma2: number): Draft => ({
  model: {
    ...{ kind: "vae", latent: 10, hidden: [200] },
    likelihood: { kind: "gaussian", variance: sigma2 },
  },
  objective: { beta },
  estimator: { kind: "pathwise" },
  // The loss grows as 1/σ²; Adam's steps do not depend on its scale.
  optimizer: { kind: "adam", learningRate: 0.002, schedule: { kind: "cosine" } },
});

const drafts = [
  ...betas.map((beta) => draft(beta, variance)),
  ...equalTau.map(({ beta, variance: sigma2 }) => draft(beta, sigma2)),
];

const cell = (beta: number, sigma2 = variance): Cell => ({
  "model.likelihood.variance": sigma2,
  "objective.beta": beta,
});
const steps = betas.slice(1).map((to, i) => ({ from: betas[i] ?? to, to }));

const claims: readonly Claim[] = [
  {
    name: "rate-falls",
    claim: "The rate falls at every doubling of beta.",
    supports: ["E30"],
    rule: monotone(
      betas,
      (next, beta) => difference({ metric: "test/rate", cell: cell(next), reference: cell(beta) }),
      lessThan(0),
    ),
  },
  {
    name: "distortion-rises",
    claim: "Reconstructions are worse at every doubling of beta.",
    supports: ["E30"],
    rule: monotone(
      betas,
      (next, beta) =>
        difference({ metric: "test/reconstruction", cell: cell(next), reference: cell(beta) }),
      lessThan(0),
    ),
  },
  {
    name: "slope-is-beta",
    claim:
      "Between two betas the slope of the rate–distortion curve is their geometric mean, within a factor of √2 (the range between the betas).",
    supports: ["E30"],
    rule: all(
      steps.map(({ from, to }) =>
        rule(
          chordSlope({ beta: from, cell: cell(from) }, { beta: to, cell: cell(to) }),
          within(Math.SQRT1_2, Math.SQRT2),
        ),
      ),
    ),
  },
  ...equalTau.map(
    ({ beta, variance: sigma2 }): Claim => ({
      name: `equal-tau-at-beta-${beta}`,
      claim: `What counts is τ = βσ²: beta ${beta} with σ² ${sigma2} gives the rate of beta 1 with σ² ${variance}, within 5 %.`,
      supports: ["E30"],
      rule: rule(
        ratio({ metric: "test/rate", cell: cell(beta, sigma2), reference: cell(1) }),
        within(1 / 1.05, 1.05),
      ),
    }),
  ),
];

/** Squared error of an image from −E log p(x|z) of a Gaussian likelihood. */
const squaredError = (reconstruction: number, sigma2: number, pixels: number): number =>
  -2 * sigma2 * (reconstruction + (pixels / 2) * Math.log(2 * Math.PI * sigma2));

const pointsOf = (rows: readonly TrialRow[], pixels: number) =>
  rows.flatMap(({ config: { model }, metrics }) => {
    const [rate, reconstruction] = [metrics["test/rate"], metrics["test/reconstruction"]];
    if (model.likelihood.kind !== "gaussian" || rate === undefined || reconstruction === undefined)
      return [];
    const sigma2 = model.likelihood.variance;
    return [
      {
        series: `VAE, σ² ${sigma2}`,
        x: rate,
        value: squaredError(reconstruction, sigma2, pixels),
      },
    ];
  });

const boundOf = (exact: readonly ExactValue[]) =>
  exact.flatMap(({ quantity, value, at }) =>
    quantity === "distortion of a linear VAE" && typeof at?.rate === "number"
      ? [{ series: "best linear VAE, training images", x: at.rate, value }]
      : [],
  );

export const rateDistortionStudy: Study = {
  name: "rate-distortion",
  question: "What does beta trade, and is it beta or beta times the variance that counts?",
  setting:
    "VAEs with 200 hidden and 10 latent units and a Gaussian likelihood on binarised MNIST of 14 × 14 pixels, 8 epochs of 10,000 images, Adam with a learning rate that falls from 0.002 to 0. Varied: beta from 0.5 to 8 at σ² = 0.1, and two pairs of beta and σ² with the same τ = βσ² as beta 1.",
  sizes: {
    quick: { epochs: 2, seeds: 3, dataset: "mnist-14", ...quickSizes },
    default: { epochs: 8, seeds: 5, dataset: "mnist-14", trainSize: 10_000, testSize: 2000 },
    full: { epochs: 20, seeds: 10, dataset: "mnist-14", trainSize: 10_000, testSize: 5000 },
  },
  trials: (options) => repeated(drafts, options),
  exact: async (options) => {
    const [{ trainingSpectrum }, { predict, regulariserTheory }] = await Promise.all([
      import("./training-spectrum.ts"),
      import("../theory/index.ts"),
    ]);
    const { eigenvalues } = await trainingSpectrum(datasetOf(options));
    const unit = regulariserTheory({ regulariser: "reverse-kl" })?.unit;
    if (unit === undefined) throw new Error("reverse KL has a closed form");
    return [0.05, 0.07, 0.1, 0.14, 0.2, 0.3, 0.4, 0.6, 0.8].flatMap((tau) => {
      const linear = predict({
        ...{ eigenvalues, beta: tau / variance, variance, latentSize: 10, unit },
      });
      return [
        {
          quantity: "distortion of a linear VAE",
          ...{ value: linear.distortion, error: 1e-9, unit: "squared error per image" },
          at: { rate: Number(linear.rate.toPrecision(6)) },
        },
      ];
    });
  },
  axes: ["model.likelihood.variance", "objective.beta"],
  claims,
  figures: ({ rows, exact }) => [
    {
      name: "rate-distortion",
      title: "Rate and distortion by beta, beside the linear bound",
      caption:
        "Squared error against rate on test images; each dot is a trial. The line of linear VAEs is the Gaussian rate–distortion function of the training images' covariance with ten units.",
      kind: "series",
      records: [...boundOf(exact), ...pointsOf(rows, 196)],
      xLabel: "rate, nats per example",
      yLabel: "squared error per image",
    },
  ],
  wouldChangeOurMind:
    "A rate that does not fall with beta, a slope outside the range of the two betas, or unequal rates at equal τ would change our mind. The slope is −beta only at an optimum over encoder and decoder, on the training images; early stopping and over-fitting change it. Settings with equal τ have the same optimum, but Adam takes different paths to it.",
};
