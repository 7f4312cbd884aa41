import type { TrialRow } from "../sweep/sweep-events.ts";
import type { Cell } from "./cell.ts";
import type { Draft } from "./draft.ts";
import { quickSizes } from "./quick-sizes.ts";
import {
  difference,
  differs,
  equivalent,
  lessThan,
  monotone,
  moreThan,
  rule,
} from "./rules/index.ts";
import type { Claim, Study } from "./study.ts";
import { repeated } from "./trials.ts";

const directions = ["reverse-kl", "forward-kl", "half-jeffreys"] as const;
type Direction = (typeof directions)[number];
/** In the order of trials: the default, a value that collapses, then the others. */
const betas = [1, 16, 4, 0.25] as const;
const pathwise = { kind: "pathwise", samples: 4 } as const;
const scoreFunction = { kind: "score-function", baseline: "leave-one-out", samples: 4 } as const;

/** The networks of Saghir's essay: 400 hidden and 20 latent units, relu, Bernoulli. */
const essayModel = { kind: "vae", latent: 20 } as const;
const elbo = { regulariser: "reverse-kl", beta: 1 } as const;

const crossed: Draft[] = betas.flatMap((beta) =>
  directions.map((regulariser) => ({
    model: essayModel,
    objective: { regulariser, beta },
    estimator: pathwise,
  })),
);
const plainAutoencoder: Draft = { model: { ...essayModel, kind: "autoencoder" } };
const twoUnits: Draft = {
  ...{ objective: elbo, estimator: pathwise },
  model: { ...essayModel, latent: 2 },
};
const [essay = {}, ...otherCrossed] = crossed;

/** The VAE of Saghir's essay and the autoencoder first, two latent units next, then the rest. */
const drafts: Draft[] = [
  ...[essay, plainAutoencoder, twoUnits],
  ...otherCrossed,
  {
    model: {
      ...{ ...essayModel, kind: "denoising-autoencoder" },
      corruption: { kind: "masking", rate: 0.25 },
    },
  },
  { model: essayModel, objective: { regulariser: "none", beta: 0 }, estimator: pathwise },
  ...[1, 4].map((beta) => ({
    ...{ model: essayModel, objective: { ...elbo, beta }, estimator: scoreFunction },
  })),
];

/** A trial of the factorial part. */
const vae = (
  regulariser: Direction | "none",
  beta: number,
  estimator: "pathwise" | "score-function" = "pathwise",
): Cell => ({
  "model.kind": "vae",
  "model.latent": 20,
  "objective.regulariser": regulariser,
  "objective.beta": beta,
  "estimator.kind": estimator,
});

const plain: Cell = { "model.kind": "autoencoder" };
const denoising: Cell = { "model.kind": "denoising-autoencoder" };
const plane: Cell = { "model.kind": "vae", "model.latent": 2 };
const usual = vae("reverse-kl", 1);
const rising = betas.toSorted((a, b) => a - b);

const claims: readonly Claim[] = [
  ...directions.map(
    (direction): Claim => ({
      name: `${direction}-collapses`,
      claim: `Under ${direction}, beta 16 leaves fewer active units than beta 0.25.`,
      rule: rule(
        difference({
          metric: "test/active_units",
          cell: vae(direction, 16),
          reference: vae(direction, 0.25),
        }),
        lessThan(0),
      ),
    }),
  ),
  {
    name: "both-directions-collapse-alike",
    claim: "At beta 16 forward-kl and reverse-kl leave the same rate, within 0.1 nats.",
    rule: rule(
      difference({
        metric: "test/rate",
        cell: vae("forward-kl", 16),
        reference: vae("reverse-kl", 16),
      }),
      equivalent(0.1),
    ),
  },
  ...[1, 4].flatMap((beta) =>
    (["forward-kl", "half-jeffreys"] as const).map(
      (direction): Claim => ({
        name: `rate-of-${direction}-at-beta-${beta}`,
        claim: `At beta ${beta}, ${direction} gives another rate than reverse-kl.`,
        rule: rule(
          difference({
            metric: "test/rate",
            cell: vae(direction, beta),
            reference: vae("reverse-kl", beta),
          }),
          differs(0.1),
        ),
      }),
    ),
  ),
  {
    name: "forward-kl-lowers-the-elbo",
    claim: "At beta 1, forward-kl reaches a lower ELBO than reverse-kl.",
    rule: rule(
      difference({ metric: "test/elbo", cell: vae("forward-kl", 1), reference: usual }),
      lessThan(0),
    ),
  },
  {
    name: "rate-falls-with-beta",
    claim: "Under reverse-kl the rate falls at every step of beta.",
    supports: ["E30"],
    rule: monotone(
      rising,
      (next, beta) =>
        difference({
          metric: "test/rate",
          cell: vae("reverse-kl", next),
          reference: vae("reverse-kl", beta),
        }),
      lessThan(0),
    ),
  },
  {
    name: "reconstruction-falls-with-beta",
    claim: "Under reverse-kl reconstructions are worse at every step of beta.",
    supports: ["E30"],
    rule: monotone(
      rising,
      (next, beta) =>
        difference({
          metric: "test/reconstruction",
          cell: vae("reverse-kl", next),
          reference: vae("reverse-kl", beta),
        }),
      lessThan(0),
    ),
  },
  {
    name: "beta-blurs",
    claim: "A larger beta blurs reconstructions: 4 against 1 under reverse-kl.",
    rule: rule(
      difference({
        metric: "test/sharpness_reconstruction",
        cell: vae("reverse-kl", 4),
        reference: usual,
      }),
      lessThan(0),
    ),
  },
  {
    name: "score-function-lowers-the-elbo",
    claim: "The score function (leave-one-out) reaches a lower ELBO than pathwise at equal S.",
    rule: rule(
      difference({
        metric: "test/elbo",
        cell: vae("reverse-kl", 1, "score-function"),
        reference: usual,
      }),
      lessThan(0),
    ),
  },
  {
    name: "codes-of-the-autoencoder",
    claim: "The plain autoencoder's codes lie farther from N(0, I) than the VAE's.",
    rule: rule(
      difference({ metric: "test/prior_mismatch", cell: plain, reference: usual }),
      moreThan(0),
    ),
  },
  {
    name: "rate-without-the-kl-term",
    claim: "Without the KL term the rate grows.",
    rule: rule(
      difference({ metric: "test/rate", cell: vae("none", 0), reference: usual }),
      moreThan(0),
    ),
  },
  {
    name: "elbo-without-the-kl-term",
    claim: "Without the KL term the ELBO falls.",
    rule: rule(
      difference({ metric: "test/elbo", cell: vae("none", 0), reference: usual }),
      lessThan(0),
    ),
  },
  {
    name: "two-units",
    claim: "Two latent units reach a lower ELBO than twenty.",
    rule: rule(difference({ metric: "test/elbo", cell: plane, reference: usual }), lessThan(0)),
  },
  {
    name: "denoising-reconstructs",
    claim: "The denoising autoencoder reconstructs clean test images better than the plain one.",
    rule: rule(
      difference({ metric: "test/reconstruction", cell: denoising, reference: plain }),
      moreThan(0),
    ),
  },
];

/** The metric of every trial of the factorial part, for a figure. */
const pointsOf = (rows: readonly TrialRow[], metric: string) =>
  rows.flatMap(({ id, label, config: { model, objective, estimator }, metrics }) => {
    const value = metrics[metric];
    if (model.kind !== "vae" || model.latent !== 20 || value === undefined) return [];
    if (objective === undefined || objective.beta === 0 || estimator === undefined) return [];
    const { beta, regulariser } = objective;
    return [{ run: id, label, beta, value, direction: regulariser, estimator: estimator.kind }];
  });

export const klDirection: Study = {
  name: "kl-direction",
  question:
    "What do the direction of the KL, its weight beta and the gradient estimator each do to a variational autoencoder?",
  setting:
    "The VAE of Saghir's essay (400 hidden units, 20 latent units, Bernoulli likelihood, Glorot weights, Adam 0.001, batches of 128, four samples per image) on binarised MNIST of 14 × 14 pixels, 8 epochs of 10,000 images. Varied: the regulariser's divergence from q(z|x) to the prior, its weight beta, and at reverse KL the gradient estimator; beside it a plain and a denoising autoencoder, two latent units, and no regulariser. `--dataset mnist --epochs 2` asks the same of the whole MNIST.",
  sizes: {
    quick: { epochs: 2, seeds: 3, dataset: "mnist-14", ...quickSizes },
    default: { epochs: 8, seeds: 5, dataset: "mnist-14", trainSize: 10_000, testSize: 2000 },
    full: { epochs: 20, seeds: 10, dataset: "mnist-14", trainSize: 10_000, testSize: 5000 },
  },
  trials: (options) => repeated(drafts, options),
  /** To look at: on whole images. */
  illustrations: [essay, plainAutoencoder, twoUnits].map((draft) => ({
    ...{ ...draft, dataset: { name: "mnist" }, epochs: 2 },
  })),
  axes: ["model.kind", "model.latent", "estimator.kind", "objective.regulariser", "objective.beta"],
  claims,
  figures: ({ rows }) => [
    {
      name: "rate",
      title: "Rate by beta and direction",
      caption:
        "KL(q(z|x)‖p(z)) on test images. Each dot is a trial; lines join the means over seeds, with 95 % intervals.",
      kind: "metric-against-beta",
      records: pointsOf(rows, "test/rate"),
      yLabel: "rate, nats per example",
    },
    {
      name: "active-units",
      title: "Active units by beta and direction",
      caption: "Latent units with Var E[z|x] > 0.01 across test images.",
      kind: "metric-against-beta",
      records: pointsOf(rows, "test/active_units"),
      yLabel: "active units",
    },
    {
      name: "rate-distortion",
      title: "Rate and distortion",
      caption: "Where each trial lies between rate and distortion; grey lines have equal ELBO.",
      kind: "rate-distortion",
      records: pointsOf(rows, "test/rate").map(({ value, ...point }) => ({
        ...point,
        rate: value,
        distortion: -(
          rows.find(({ id }) => id === point.run)?.metrics["test/reconstruction"] ?? Number.NaN
        ),
      })),
    },
  ],
  wouldChangeOurMind:
    "A beta at which reverse KL has collapsed and forward KL has not, by more than seeds explain, would show that collapse comes from the mode-seeking direction. The trials are short, and units die slowly near the onset of collapse: the study `collapse-onset` measures the onset. This study says nothing about the direction of inference or of the fit to the data.",
};
