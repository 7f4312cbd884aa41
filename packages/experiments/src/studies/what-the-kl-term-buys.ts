import type { TrialRow } from "../sweep/sweep-events.ts";
import type { Cell } from "./cell.ts";
import type { Draft } from "./draft.ts";
import {
  all,
  difference,
  differenceAtEqual,
  differenceOfDifferences,
  exact,
  lessThan,
  level,
  moreThan,
  rule,
} from "./rules/index.ts";
import type { Claim, Study, StudyOptions } from "./study.ts";
import { repeated } from "./trials.ts";

/** Few images are seen 96 times; of more images about as many are seen in all. */
const [few, epochs] = [500, 96];
const sizes = [
  { trainSize: few, share: 1 },
  { trainSize: 2000, share: 1 / 4 },
  { trainSize: 8000, share: 1 / 16 },
  { trainSize: 60_000, share: 1 / 48 },
] as const;
/** Shorter trainings on few images, which show whether a metric rises and falls again. */
const shorter = [1 / 16, 1 / 8, 1 / 4] as const;

const objectives = {
  with: { regulariser: "reverse-kl", beta: 1 },
  without: { regulariser: "none", beta: 0 },
} as const;
type Arm = keyof typeof objectives;
const arms = Object.keys(objectives) as Arm[];

const epochsAt = (share: number, of: number): number => Math.max(1, Math.round(share * of));

const drafts = ({ dataset, testSize, epochs: longest }: StudyOptions): Draft[] =>
  [...sizes, ...shorter.map((share) => ({ trainSize: few, share }))].flatMap(
    ({ trainSize, share }) =>
      arms.map((arm) => ({
        dataset: { name: dataset, trainSize, ...(testSize !== undefined && { testSize }) },
        model: { kind: "vae", latent: 10, hidden: [200] },
        ...{ objective: objectives[arm], estimator: { kind: "pathwise" }, batchSize: 25 },
        epochs: epochsAt(share, longest),
      })),
  );

const cell = (arm: Arm, trainSize: number, share: number): Cell => ({
  "dataset.trainSize": trainSize,
  "objective.regulariser": objectives[arm].regulariser,
  epochs: epochsAt(share, epochs),
});
/** With and without the term, trained on few images for as long as the study trains. */
const [withTerm, without] = [cell("with", few, 1), cell("without", few, 1)];
const last = { trainSize: 60_000, share: 1 / 48 };
const path = (arm: Arm) => ({
  cells: [...shorter, 1].map((share) => cell(arm, few, share)),
});
const middle = epochsAt(1 / 4, epochs);

const gap = "test/gap_reconstruction";
const effectOn = (metric: string, { trainSize, share }: typeof last) => ({
  ...{ metric, cell: cell("with", trainSize, share), reference: cell("without", trainSize, share) },
});
const onFew = { trainSize: few, share: 1 };

/** A reconstruction of test images that models with and without the term pass in training. */
const equalReconstruction = -41;
const noLonger = "supremum of E log p(x|z), minus that of a linear VAE";
const likelihoodLost = "largest E log p(x), minus that of the same VAE";

const claims: readonly Claim[] = [
  {
    name: "codes-near-the-prior",
    claim:
      "The KL term regularises the codes: at every number of training images they lie nearer to N(0, I) with it.",
    supports: ["E19"],
    rule: all(
      sizes.map((size) => rule(difference(effectOn("test/prior_mismatch", size)), lessThan(0))),
    ),
  },
  {
    name: "smaller-gap",
    claim: `It narrows the train–test gap: with ${few} images that of the reconstruction is smaller with the term.`,
    supports: ["E19"],
    rule: rule(difference(effectOn(gap, onFew)), lessThan(0)),
    pilot: { sd: 0.64, n: 3, margin: 5 },
  },
  {
    name: "most-where-images-are-few",
    claim: `It narrows that gap more with ${few} images than with 60,000.`,
    supports: ["E19"],
    rule: rule(differenceOfDifferences(effectOn(gap, onFew), effectOn(gap, last)), lessThan(0)),
  },
  {
    name: "unseen-images",
    claim: `It helps with unseen images: after ${epochs} epochs on ${few} images test images are reconstructed better with the term.`,
    supports: ["E19"],
    rule: rule(difference(effectOn("test/reconstruction", onFew)), moreThan(0)),
  },
  {
    name: "gap-of-what-is-trained",
    claim: `With ${few} images the gap of the ELBO, where it is trained, is smaller than the gap of the reconstruction where that alone is trained.`,
    rule: rule(
      difference({
        ...{ metric: "test/gap_elbo", referenceMetric: gap },
        ...{ cell: withTerm, reference: without },
      }),
      lessThan(0),
    ),
  },
  {
    name: "gap-at-equal-reconstruction",
    claim: `The gap is smaller with the term also between models that reconstruct test images equally well (${equalReconstruction} nats), of trainings of unequal length on ${few} images.`,
    rule: rule(
      differenceAtEqual({
        ...{ metric: gap, of: "test/reconstruction", at: equalReconstruction },
        ...{ path: path("with"), reference: path("without"), along: "epochs" },
      }),
      lessThan(0),
    ),
  },
  {
    name: "reconstruction-overfits",
    claim: `With the reconstruction term alone and ${few} images, training images are reconstructed better than test images by more than 3 nats.`,
    supports: ["E20"],
    rule: rule(level(gap, without), moreThan(3)),
  },
  {
    name: "reconstruction-turns",
    claim: `With the reconstruction term alone and ${few} images, test images are reconstructed worse after ${epochs} epochs than after ${middle}, by more than 1 nat: what is trained gets worse on unseen images.`,
    supports: ["E20"],
    rule: rule(
      difference({
        metric: "test/reconstruction",
        ...{ cell: without, reference: cell("without", few, 1 / 4) },
      }),
      lessThan(-1),
    ),
  },
  {
    name: "elbo-turns",
    claim: `With the term and ${few} images the ELBO of test images falls between ${middle} and ${epochs} epochs too, by more than 1 nat: the term does not prevent over-fitting.`,
    rule: rule(
      difference({
        metric: "test/elbo",
        ...{ cell: withTerm, reference: cell("with", few, 1 / 4) },
      }),
      lessThan(-1),
    ),
  },
  {
    name: "many-images",
    claim:
      "With 60,000 images and the reconstruction term alone the gap of the reconstruction is below 1 nat.",
    rule: rule(level(gap, cell("without", last.trainSize, last.share)), lessThan(1)),
  },
  {
    name: "reconstruction-is-not-the-likelihood",
    claim:
      "The reconstruction term alone is not the likelihood log p(x): linear VAEs that have the largest possible E log p(x|z), to 1e-5 nats, lack between less than 1 nat and more than 10 nats of the largest possible E log p(x).",
    opposes: ["E20"],
    rule: all([
      ...[0.1, 2, 10].map((w) => rule(exact(noLonger, { w }), lessThan(1e-5))),
      rule(exact(likelihoodLost, { w: 2 }), lessThan(1)),
      rule(exact(likelihoodLost, { w: 0.1 }), moreThan(10)),
    ]),
  },
];

const armText: Readonly<Record<Arm, string>> = {
  with: "with the KL term",
  without: "without the KL term",
};
const armOf = ({ config }: TrialRow): Arm =>
  config.objective?.regulariser === "none" ? "without" : "with";

/** Gaps to draw; without the KL term the ELBO is not what is trained. */
const gaps = [
  { key: gap, name: "reconstruction", of: arms },
  { key: "test/gap_elbo", name: "ELBO", of: ["with"] },
] as const;

export const whatTheKlTermBuys: Study = {
  name: "what-the-kl-term-buys",
  question:
    "What does the KL term of the ELBO do: does it regularise, and what happens without it?",
  setting: `VAEs with 200 hidden and 10 latent units and a Bernoulli likelihood on binarised MNIST of 14 × 14 pixels, with and without the KL term, on ${few}, 2,000, 8,000 and 60,000 training images: ${epochs} epochs of ${few} and about as many images of the others, in batches of 25. On ${few} images also shorter trainings, of ${shorter.map((share) => epochsAt(share, epochs)).join(", ")} epochs. Gaps compare training images with as many test images, 2,000 at most. Over-fitting is judged by the reconstruction, which both objectives contain; a bound of log p(x) is too loose without the term to show it. What the reconstruction term says of the likelihood is computed for linear VAEs, in closed form.`,
  sizes: {
    quick: { epochs, seeds: 3, dataset: "mnist-14", testSize: 500 },
    default: { epochs, seeds: 4, dataset: "mnist-14", testSize: 1000 },
    full: { epochs, seeds: 10, dataset: "mnist-14", testSize: 2000 },
  },
  trials: (options) => repeated(drafts(options), options, 11),
  exact: async () => (await import("../formulas/reconstruction-alone.ts")).reconstructionAlone(),
  measure: "generalisation",
  axes: ["dataset.trainSize", "epochs", "objective.regulariser"],
  claims,
  figures: ({ rows }) => [
    ...gaps.map(({ key, name, of }) => ({
      name: key.slice("test/".length).replaceAll("_", "-"),
      title: `Train–test gap of the ${name}`,
      caption: `The ${name} of training images minus that of test images, in nats per example, by the number of training images; of ${few} images the longest training. Dots are trials; bars are 95 % intervals.`,
      kind: "series" as const,
      records: rows.flatMap((row) => {
        const [x, value] = [row.config.dataset.trainSize, row.metrics[key]];
        const [arm, isShorter] = [armOf(row), x === few && row.config.epochs < epochs];
        const isDrawn = of.some((each) => each === arm) && !isShorter;
        return x === undefined || value === undefined || !isDrawn
          ? []
          : [{ series: armText[arm], x, value }];
      }),
      xLabel: "training images, log scale",
      yLabel: `gap of the ${name}, nats`,
      logX: true,
    })),
    {
      name: "over-epochs",
      title: `Reconstruction over the training on ${few} images`,
      caption: `log p(x|z) of test and of training images by the number of epochs on ${few} images. Dots are trials; bars are 95 % intervals.`,
      kind: "series",
      records: rows.flatMap((row) => {
        const { config, metrics } = row;
        const [test, over] = [metrics["test/reconstruction"], metrics[gap]];
        if (config.dataset.trainSize !== few || test === undefined || over === undefined) return [];
        const own = armText[armOf(row)];
        return [
          { series: `${own}, test`, x: config.epochs, value: test },
          { series: `${own}, training`, x: config.epochs, value: test + over },
        ];
      }),
      xLabel: "epochs, log scale",
      yLabel: "log p(x|z), nats per example",
      logX: true,
    },
  ],
  changes: [
    "An earlier design compared 500 with 8,000 images at seeds 1 to 3 and judged over-fitting by the gap of the importance-weighted bound. Its claim that the term narrows that gap failed by 32 nats, because without the term the bound is loose by more than 200 nats, and looser for training images than for test images: the gap showed the looseness, not over-fitting. This design judges by the reconstruction, has more sizes and lengths, and runs at fresh seeds from 11 on.",
    "The numbers of epochs were set in a pilot of one seed (99) on 500 images: without the term test images were reconstructed best at about 24 epochs (−33 nats), at −51 nats after 97 epochs and at −104 nats after 192; with it at −36 nats from 100 epochs on, and −37 nats after 192. The longest training was then halved to 96 epochs.",
  ],
  wouldChangeOurMind:
    "A gap of the reconstruction that is no smaller with the KL term at 500 images, or test images that are reconstructed ever better by longer trainings without it. To regularise can mean three things, which have a claim each: that codes stay near the prior, that the gap is smaller, and that unseen images fare better; a regulariser may buy the first two at the cost of the third. That a gap is smaller at unequal fit says little, hence the comparison at equal reconstruction, on which no claim of the essay rests. A metric that has not turned by the last epoch may turn later: in the pilot, where 192 epochs were trained, the ELBO ended at −46.4 nats with the term. The finding on the likelihood opposes one reading of the essay, in which maximum likelihood is of log p(x); of log p(x|z) the sentence is true by definition.",
};
