import type { Cell } from "./cell.ts";
import type { Draft } from "./draft.ts";
import { quickSizes } from "./quick-sizes.ts";
import { difference, lessThan, level, moreThan, ratio, rule } from "./rules/index.ts";
import type { Claim, Study } from "./study.ts";
import { repeated } from "./trials.ts";

const widths = [50, 400] as const;

const drafts: Draft[] = [
  ...widths.map(
    (width): Draft => ({
      model: { kind: "vae", latent: 10, hidden: [width] },
      ...{ objective: {}, estimator: { kind: "pathwise" } },
    }),
  ),
  {
    model: { kind: "vae", latent: 10, hidden: [50], posterior: { kind: "semi-amortised" } },
    ...{ objective: {}, estimator: { kind: "pathwise" } },
  },
];

const amortised = (width: (typeof widths)[number]): Cell => ({
  "model.hidden": [width],
  "model.posterior.kind": null,
});
const refined: Cell = { "model.posterior.kind": "semi-amortised" };

const claims: readonly Claim[] = [
  ...widths.map(
    (width): Claim => ({
      name: `gap-of-${width}`,
      claim: `An encoder of ${width} hidden units loses more than 0.2 nats of the ELBO of unseen images to amortisation.`,
      supports: ["E17"],
      rule: rule(level("test/amortisation_gap", amortised(width)), moreThan(0.2)),
    }),
  ),
  {
    name: "wider-is-closer",
    claim: "With 400 hidden units it loses less than with 50.",
    rule: rule(
      difference({
        metric: "test/amortisation_gap",
        cell: amortised(400),
        reference: amortised(50),
      }),
      lessThan(0),
    ),
  },
  {
    name: "larger-than-approximation",
    claim: "With 50 hidden units more is lost to amortisation than to the normal family.",
    rule: rule(
      difference({
        ...{ metric: "test/amortisation_gap", referenceMetric: "test/approximation_gap" },
        ...{ cell: amortised(50), reference: amortised(50) },
      }),
      moreThan(0),
    ),
  },
  {
    name: "refined-elbo",
    claim:
      "Five steps on each image from the encoder's q reach a higher ELBO than the encoder alone.",
    rule: rule(
      difference({ metric: "test/elbo", cell: refined, reference: amortised(50) }),
      moreThan(0),
    ),
  },
  {
    name: "refined-is-slower",
    claim: "They train more than twice as slowly.",
    rule: rule(
      ratio({
        metric: "system/images_per_second",
        ...{ cell: refined, reference: amortised(50) },
      }),
      lessThan(0.5),
    ),
  },
];

export const amortisation: Study = {
  name: "amortisation",
  question: "What does amortised inference cost of the bound, and what does it save?",
  setting:
    "VAEs with 10 latent units and a Bernoulli likelihood on binarised MNIST of 14 × 14 pixels, 8 epochs of 10,000 images: encoders and decoders of 50 and 400 hidden units, and one of 50 whose q is refined by five steps on each image. Gaps are those of Cremer et al. (2018), on 100 test images, with a bound of 1,000 importance samples for log p(x).",
  sizes: {
    quick: { epochs: 3, seeds: 3, dataset: "mnist-14", ...quickSizes },
    default: { epochs: 8, seeds: 5, dataset: "mnist-14", trainSize: 10_000, testSize: 1000 },
    full: { epochs: 24, seeds: 10, dataset: "mnist-14", trainSize: 10_000, testSize: 2000 },
  },
  trials: (options) => repeated(drafts, options),
  measure: "full",
  axes: ["model.hidden", "model.posterior.kind"],
  claims,
  figures: ({ rows }) => [
    {
      name: "gaps",
      title: "Gaps of the ELBO by width",
      caption:
        "Approximation and amortisation gap on unseen images by the number of hidden units, without refinement. Dots are trials, bars are 95 % intervals.",
      kind: "series",
      records: rows.flatMap(({ config: { model }, metrics }) =>
        model.kind === "vae" && model.posterior !== undefined
          ? []
          : (["approximation", "amortisation"] as const).flatMap((gap) => {
              const [x, value] = [model.hidden[0], metrics[`test/${gap}_gap`]];
              return x === undefined || value === undefined
                ? []
                : [{ series: `${gap} gap`, x, value }];
            }),
      ),
      xLabel: "hidden units, log scale",
      yLabel: "nats per example",
      logX: true,
    },
  ],
  wouldChangeOurMind:
    "A gap that vanishes as the encoder grows would say that amortisation costs nothing in the end. Width changes encoder and decoder together here, and wider models are also trained better in equal steps; the approximation gap is underestimated, because a bound stands for log p(x).",
};
