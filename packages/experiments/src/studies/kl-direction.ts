import { TrialConfig } from "../config/trial-config.ts";
import type { Cell, Comparison } from "./compare.ts";
import { compareAll } from "./compare-all.ts";
import { quickSizes } from "./quick-sizes.ts";
import type { Study, StudyOptions } from "./study.ts";

const directions = ["reverse-kl", "forward-kl", "half-jeffreys"] as const;
/** In the order of trials: the default, a value that collapses, then the others. */
const betas = [1, 16, 4, 64, 0.25] as const;
const estimators = [
  { kind: "pathwise", samples: 4 },
  { kind: "score-function", baseline: "leave-one-out", samples: 4 },
] as const;
const [pathwise, scoreFunction] = estimators;

type Draft = Omit<Parameters<typeof TrialConfig.parse>[0] & object, "dataset">;

/** The VAE of Saghir's essay: 784-400-20, relu, Bernoulli. */
const essayModel = { kind: "vae", latent: 20 } as const;
const elbo = { regulariser: "reverse-kl", beta: 1 } as const;

const crossed = (estimator: (typeof estimators)[number]): Draft[] =>
  betas.flatMap((beta) =>
    directions.map((regulariser) => ({
      model: essayModel,
      objective: { regulariser, beta },
      estimator,
    })),
  );

const others: Draft[] = [
  { model: { ...essayModel, kind: "autoencoder" } },
  { model: { ...essayModel, latent: 2 }, objective: elbo, estimator: pathwise },
  {
    model: {
      ...essayModel,
      kind: "denoising-autoencoder",
      corruption: { kind: "masking", rate: 0.25 },
    },
  },
  { model: essayModel, objective: { regulariser: "none", beta: 0 }, estimator: pathwise },
  {
    model: { ...essayModel, likelihood: { kind: "gaussian", variance: 0.1 } },
    objective: elbo,
    estimator: pathwise,
  },
];

const [essay, ...otherPathwise] = crossed(pathwise);

/** The VAE of Saghir's essay and the autoencoder first, two latent units next, then the rest. */
const drafts: Draft[] = [
  ...(essay === undefined ? [] : [essay]),
  ...others.slice(0, 2),
  ...otherPathwise,
  ...others.slice(2),
  ...crossed(scoreFunction),
];

const trials = ({ epochs, seeds, dataset, quick = false }: StudyOptions): TrialConfig[] =>
  Array.from({ length: seeds }, (_, i) => i + 1).flatMap((seed) =>
    drafts.map((draft) =>
      TrialConfig.parse({
        ...draft,
        dataset: { name: dataset, ...(quick && quickSizes) },
        epochs,
        seed,
      }),
    ),
  );

/** Selects a trial of the factorial part by its factors. */
const vae =
  (
    regulariser: (typeof directions)[number] | "none",
    beta: number,
    estimator: (typeof estimators)[number]["kind"] = "pathwise",
  ): Cell =>
  ({ model, objective, estimator: own }) =>
    model.kind === "vae" &&
    model.latent === 20 &&
    model.likelihood.kind === "bernoulli" &&
    objective?.regulariser === regulariser &&
    objective.beta === beta &&
    own?.kind === estimator;

const plain: Cell = ({ model }) => model.kind === "autoencoder";
const denoising: Cell = ({ model }) => model.kind === "denoising-autoencoder";
const plane: Cell = ({ model }) => model.kind === "vae" && model.latent === 2;
const usual = vae("reverse-kl", 1);

const claims: readonly Comparison[] = [
  ...directions.map(
    (direction): Comparison => ({
      claim: `Under ${direction}, beta 64 leaves fewer active units than beta 0.25.`,
      metric: "test/active_units",
      cell: vae(direction, 64),
      reference: vae(direction, 0.25),
      expected: "less",
    }),
  ),
  ...[1, 4, 16].flatMap((beta) =>
    (["forward-kl", "half-jeffreys"] as const).map(
      (direction): Comparison => ({
        claim: `At beta ${beta}, ${direction} gives another rate than reverse-kl.`,
        metric: "test/rate",
        cell: vae(direction, beta),
        reference: vae("reverse-kl", beta),
        expected: { otherBy: 0.1 },
      }),
    ),
  ),
  {
    claim: "At beta 16, forward-kl leaves another number of active units than reverse-kl.",
    metric: "test/active_units",
    cell: vae("forward-kl", 16),
    reference: vae("reverse-kl", 16),
    expected: { otherBy: 1 },
  },
  {
    claim: "A larger beta blurs reconstructions: 16 against 1 under reverse-kl.",
    metric: "test/sharpness_reconstruction",
    cell: vae("reverse-kl", 16),
    reference: usual,
    expected: "less",
  },
  {
    claim: "The score function (leave-one-out) reaches a lower ELBO than pathwise at equal S.",
    metric: "test/elbo",
    cell: vae("reverse-kl", 1, "score-function"),
    reference: usual,
    expected: "less",
  },
  {
    claim: "The plain autoencoder's codes lie farther from N(0, I) than the VAE's.",
    metric: "test/prior_mismatch",
    cell: plain,
    reference: usual,
    expected: "more",
  },
  {
    claim: "Without the KL term the rate grows.",
    metric: "test/rate",
    cell: vae("none", 0),
    reference: usual,
    expected: "more",
  },
  {
    claim: "Without the KL term the ELBO falls.",
    metric: "test/elbo",
    cell: vae("none", 0),
    reference: usual,
    expected: "less",
  },
  {
    claim: "Two latent units reach a lower ELBO than twenty.",
    metric: "test/elbo",
    cell: plane,
    reference: usual,
    expected: "less",
  },
  {
    claim: "The denoising autoencoder reconstructs clean test images better than the plain one.",
    metric: "test/reconstruction",
    cell: denoising,
    reference: plain,
    expected: "more",
  },
];

export const klDirection: Study = {
  name: "kl-direction",
  question:
    "What do the direction of the KL, its weight beta and the gradient estimator each do to a variational autoencoder?",
  defaults: { epochs: 2, seeds: 1, dataset: "mnist" },
  trials,
  axes: [
    "model.kind",
    "model.latent",
    "model.likelihood.kind",
    "estimator.kind",
    "objective.regulariser",
    "objective.beta",
  ],
  conclude: (rows) => compareAll(rows, claims),
};
