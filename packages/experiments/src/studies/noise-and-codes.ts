import type { Cell } from "./cell.ts";
import type { Draft } from "./draft.ts";
import { difference, moreThan, rule } from "./rules/index.ts";
import type { Claim, Study } from "./study.ts";
import { repeated } from "./trials.ts";

const network = { latent: 10, hidden: [200] } as const;
const rates = [0.1, 0.2, 0.3, 0.4, 0.5] as const;
/** The rates that claims are about: the ends of the range and its middle. */
const claimed = [0.1, 0.3, 0.5] as const;

const drafts: Draft[] = [
  { model: { kind: "autoencoder", ...network } },
  ...rates.map(
    (rate): Draft => ({
      model: { kind: "denoising-autoencoder", corruption: { kind: "masking", rate }, ...network },
    }),
  ),
];

const plain: Cell = { "model.kind": "autoencoder" };
const denoising = (rate: number): Cell => ({ "model.corruption.rate": rate });

/** What codes can be better at, and by how much at least. */
const measures = [
  {
    name: "few-labels",
    metric: "test/probe_accuracy_100",
    margin: 0,
    says: "a linear classifier with 100 labels tells digits better",
  },
  {
    name: "many-labels",
    metric: "test/probe_accuracy_10000",
    margin: 0,
    says: "a linear classifier with 10,000 labels tells digits better",
  },
  {
    name: "masked",
    metric: "test/probe_accuracy_masked",
    margin: 0.02,
    says: "that classifier tells more of the digits with a quarter of their pixels masked, by at least 2 %",
  },
  {
    name: "occluded",
    metric: "test/probe_accuracy_occluded",
    margin: 0.02,
    says: "that classifier tells more of the digits with a square occluded, by at least 2 %",
  },
] as const;

const claims: readonly Claim[] = measures.flatMap(({ name, metric, margin, says }) =>
  claimed.map(
    (rate): Claim => ({
      name: `${name}-${rate}`,
      claim: `Masking ${100 * rate} % of the pixels in training gives codes from which ${says}.`,
      supports: ["E3"],
      rule: rule(difference({ metric, cell: denoising(rate), reference: plain }), moreThan(margin)),
    }),
  ),
);

export const noiseAndCodes: Study = {
  name: "noise-and-codes",
  question:
    "Does noise on the input give an autoencoder better codes, how much noise, and better at what?",
  setting:
    "A plain autoencoder and denoising ones that mask 10 % to 50 % of the pixels in training, all with 200 hidden and 10 latent units and a Bernoulli likelihood, on MNIST: 8 epochs of 10,000 images. Codes are judged by linear classifiers (logistic regression) trained on codes of training images as they are: with 100 and with 10,000 labels on test images as they are, and with 10,000 labels on test images with a quarter of their pixels masked, or with a square of half their side set to 0, which no model was trained on.",
  sizes: {
    quick: { epochs: 1, seeds: 3, dataset: "mnist", trainSize: 10_000, testSize: 500 },
    default: { epochs: 8, seeds: 6, dataset: "mnist", trainSize: 10_000, testSize: 2000 },
    full: { epochs: 16, seeds: 10, dataset: "mnist", trainSize: 20_000, testSize: 5000 },
  },
  trials: (options) => repeated(drafts, options),
  measure: "collapse",
  axes: ["model.kind", "model.corruption.rate"],
  claims,
  figures: ({ rows }) => [
    {
      name: "accuracy",
      title: "What a linear classifier reads from codes",
      caption:
        "Accuracy on test images by the share of pixels masked in training, 0 for the plain autoencoder. Dots are trials, lines join means over seeds, bars are 95 % intervals.",
      kind: "series",
      records: rows.flatMap(({ config: { model }, metrics }) =>
        measures.flatMap(({ name, metric }) => {
          const value = metrics[metric];
          const x =
            model.kind === "denoising-autoencoder" && model.corruption.kind === "masking"
              ? model.corruption.rate
              : 0;
          return value === undefined ? [] : [{ series: name.replace("-", " "), x, value }];
        }),
      ),
      xLabel: "share of pixels masked in training",
      yLabel: "accuracy",
    },
  ],
  wouldChangeOurMind:
    "We would change our mind if codes of a plain autoencoder were read as well as those of denoising ones at every rate, or better. A linear classifier reads what a linear map can: a code may hold the digit in another way. Masking is one kind of noise, and images that are masked at test are like those that denoising models were trained on; occlusion is not.",
};
