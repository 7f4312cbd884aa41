import { quickSizes } from "./quick-sizes.ts";
import { computed, equivalent, lessThan, moreThan, rule } from "./rules/index.ts";
import type { Claim, Study } from "./study.ts";
import { datasetOf } from "./trials.ts";

const gains = {
  refined: "active units gained by refining q of each image",
  decoder: "active units gained by refitting the decoder",
  longer: "active units gained by training as long again",
  pathwise: "active units gained by pathwise gradients beyond training as long",
} as const;

const claims: readonly Claim[] = [
  {
    name: "more-collapse-than-predicted",
    claim:
      "Trained by the score function, a linear VAE has at least one active unit fewer than its optimum.",
    rule: rule(computed({ quantity: "excess collapse" }), moreThan(1)),
  },
  {
    name: "not-the-encoder",
    claim:
      "The encoder is not the reason: the best q of each image has less than one active unit more.",
    rule: rule(computed({ quantity: gains.refined }), lessThan(1)),
  },
  {
    name: "not-the-decoder",
    claim:
      "The decoder's fit to these codes is not the reason: refitted, with the best q of each image, it has less than one active unit more.",
    rule: rule(computed({ quantity: gains.decoder }), lessThan(1)),
  },
  {
    name: "noise-of-the-gradient",
    claim:
      "The noise of the gradient is a reason: going on as long with pathwise gradients gains at least one active unit more than going on with the score function.",
    rule: rule(computed({ quantity: gains.pathwise }), moreThan(1)),
  },
  {
    name: "nothing-is-left",
    claim:
      "After pathwise training as long again the active units are those of the optimum, within one.",
    rule: rule(computed({ quantity: "excess that is left" }), equivalent(1)),
  },
];

const shown = [
  "excess collapse",
  gains.refined,
  gains.decoder,
  gains.longer,
  gains.pathwise,
  "excess that is left",
];

export const excessCollapseStudy: Study = {
  name: "excess-collapse",
  question:
    "Why does a trained VAE have fewer active units than theory predicts: the encoder, the decoder, the noise of the gradient, or a short training?",
  setting:
    "Linear VAEs with 20 latent units and a Gaussian likelihood (σ² = 0.25) on binarised MNIST of 14 × 14 pixels, whose optimum follows from the spectrum of the training images, trained by the score function with four draws and the leave-one-out baseline (10 epochs of 10,000 images, Adam 0.003). From each model four continuations: q refined by 200 steps on each image; the decoder alone trained as long again by pathwise gradients, with q refined; all trained as long again by the score function, and by pathwise gradients. Active units have Var E[z|x] > 0.01 over 500 test images. Each value is computed once per seed.",
  sizes: {
    quick: { epochs: 4, seeds: 3, dataset: "mnist-14", ...quickSizes },
    default: { epochs: 10, seeds: 6, dataset: "mnist-14", trainSize: 10_000, testSize: 1000 },
    full: { epochs: 30, seeds: 10, dataset: "mnist-14", trainSize: 10_000, testSize: 1000 },
  },
  trials: () => [],
  axes: [],
  exact: async (options) => {
    const { excessCollapse } = await import("../excess-collapse/excess-collapse.ts");
    const seeds = Array.from({ length: options.seeds }, (_, i) => i + 1);
    return excessCollapse({ dataset: datasetOf(options), epochs: options.epochs, seeds });
  },
  claims,
  figures: ({ exact: values }) => [
    {
      name: "active-units",
      title: "Excess collapse and what regains units",
      caption: `Units per model: ${shown.map((quantity, i) => `${quantity} (${i})`).join(", ")}. Dots are seeds, bars are 95 % intervals.`,
      kind: "series",
      records: values.flatMap(({ quantity, value }) =>
        shown.includes(quantity) ? [{ series: "units", x: shown.indexOf(quantity), value }] : [],
      ),
      xLabel: "measure",
      yLabel: "active units",
    },
  ],
  wouldChangeOurMind:
    "Units that become active when q is refined, or when the decoder is refitted, would show that the encoder or the decoder was the cause. Linear VAEs are the ones whose optimum is known; their directions near the threshold are learned slowly, so that a longer training regains units under any gradient.",
};
