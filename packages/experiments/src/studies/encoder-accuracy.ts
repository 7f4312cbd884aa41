import { seriesOf } from "./exact-series.ts";
import { quickSizes } from "./quick-sizes.ts";
import { computed, lessThan, moreThan, rule } from "./rules/index.ts";
import type { Claim, Study, StudyOptions } from "./study.ts";

const relative = "KL(q‖p(z|x)) / rate";
const near = "share of images with KL(q‖p(z|x)) below a tenth of their rate";
const concentration = "share of the KL in the tenth of images where it is largest";
const family = "share of the KL that the best normal q leaves";
const unlike = "KL(q‖p(z|x)) of images with a quarter of their pixels flipped / of test images";

/** Seeds of earlier runs are left out: their results were known when the sizes were fixed. */
const firstSeed = 201;

const claims: readonly Claim[] = [
  {
    name: "small-beside-the-rate",
    claim:
      "The encoder's q(z|x) is near the posterior: KL(q‖p(z|x)) is less than a tenth of the rate KL(q‖p(z)), on average over test images.",
    supports: ["E18"],
    rule: rule(computed({ quantity: relative, isRatio: true }), lessThan(0.1)),
  },
  {
    name: "for-most-images",
    claim: "That holds for more than 90 % of the test images, each beside its own rate.",
    supports: ["E18"],
    rule: rule(computed({ quantity: near }), moreThan(0.9)),
  },
  {
    name: "worst-images",
    claim: "The tenth of images where it is largest has more than half of the KL.",
    rule: rule(computed({ quantity: concentration }), moreThan(0.5)),
  },
  {
    name: "error-of-the-encoder",
    claim:
      "More than half of the KL is the encoder's error: the best normal q of each image leaves less than half.",
    rule: rule(computed({ quantity: family, isRatio: true }), lessThan(0.5)),
  },
  {
    name: "unlike-the-data",
    claim:
      "It is worst where the encoder has seen no data: with a quarter of the pixels flipped KL(q‖p(z|x)) is more than three times as large.",
    rule: rule(computed({ quantity: unlike, isRatio: true }), moreThan(3)),
  },
];

const imagesOf = ({ testSize = 80 }: StudyOptions): number => testSize;

export const encoderAccuracyStudy: Study = {
  name: "encoder-accuracy",
  question:
    "How far is the encoder's q(z|x) from the posterior of its model, and where is it worst?",
  setting:
    "VAEs with two latent units, 200 hidden units and a Bernoulli likelihood on binarised MNIST of 14 × 14 pixels, 10 epochs of 10,000 images, with seeds that no earlier study used. KL(q(z|x)‖p(z|x)) is integrated over a grid for 80 test images of each model, which no other model is measured on; for a quarter of them also for the normal q that ascent on the image's own ELBO finds, and for the encoder's q of the image with a quarter of its pixels flipped.",
  sizes: {
    quick: { epochs: 3, seeds: 3, dataset: "mnist-14", ...quickSizes, testSize: 20 },
    default: { epochs: 10, seeds: 24, dataset: "mnist-14", trainSize: 10_000, testSize: 80 },
    full: { epochs: 30, seeds: 40, dataset: "mnist-14", trainSize: 10_000, testSize: 200 },
  },
  trials: () => [],
  axes: [],
  exact: async (options) => {
    const { encoderAccuracy } = await import("../encoder-accuracy/encoder-accuracy.ts");
    const { dataset, trainSize, epochs } = options;
    return encoderAccuracy({
      ...{ dataset, epochs, hidden: [200], images: imagesOf(options) },
      ...(trainSize !== undefined && { trainSize }),
      seeds: Array.from({ length: options.seeds }, (_, i) => firstSeed + i),
    });
  },
  claims,
  figures: ({ exact: values }) => [
    {
      name: "by-digit",
      title: "Where the encoder is farthest from the posterior",
      caption: "KL(q‖p(z|x)) of test images by digit. Dots are models, bars are 95 % intervals.",
      kind: "series",
      records: seriesOf(values, "KL(q‖p(z|x)) of a digit", "digit", () => "encoder"),
      xLabel: "digit",
      yLabel: "nats per image",
    },
    {
      name: "over-images",
      title: "How KL(q‖p(z|x)) is distributed over images",
      caption:
        "Mean (1), median (2), the value that 90 % of the test images stay below (3) and that of the worst image (4), one dot per model.",
      kind: "series",
      records: values.flatMap(({ quantity, value, at }) => {
        const x = ["mean", "median", "90 % of images", "worst image"].indexOf(`${at?.over}`) + 1;
        return quantity === "KL(q‖p(z|x))" && x > 0 ? [{ series: "encoder", x, value }] : [];
      }),
      xLabel: "statistic",
      yLabel: "nats per image, log scale",
      logY: true,
    },
  ],
  wouldChangeOurMind:
    "A KL below a tenth of the rate, for a longer training or a larger encoder, would show that the encoder approximates the posterior by this rule. The threshold of a tenth is a convention. The KL is the whole distance between the ELBO and log p(x). Only models with one or two units can be integrated over a grid; the study `amortisation` measures the gaps of models with more units by bounds.",
  changes: [
    "The tenth of the rate is the threshold of a claim of `formulas`, which one model had met when it was set (seed 1, 100 hidden units, five epochs). It is tested here on new seeds, a wider network and a longer training; the other thresholds are new.",
    "A first run, with seeds 101 to 116, measured every model on the same 40 test images, so that its intervals left out how much images differ. It gave a KL of 0.113 of the rate (0.102 to 0.126), below a tenth for 57 % of the images. This run has other images for each model, twice as many of them, and fresh seeds. Rules and thresholds were fixed before any run and are as before.",
  ],
};
