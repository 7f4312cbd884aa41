import type { Cell } from "./cell.ts";
import type { Draft } from "./draft.ts";
import { difference, lessThan, level, moreThan, rule } from "./rules/index.ts";
import type { Claim, Study } from "./study.ts";
import { repeated } from "./trials.ts";

const network = { latent: 2, hidden: [400] } as const;
const drafts: Draft[] = [
  { model: { kind: "vae", ...network }, objective: {}, estimator: { kind: "pathwise" } },
  { model: { kind: "autoencoder", ...network } },
];
const vae: Cell = { "model.kind": "vae" };
const autoencoder: Cell = { "model.kind": "autoencoder" };

const claims: readonly Claim[] = [
  {
    name: "digits-are-arranged",
    claim:
      "A linear classifier trained on 10,000 labels recognises more than half of the digits from the two units of a VAE, where chance is a tenth.",
    supports: ["E31"],
    rule: rule(level("test/probe_accuracy_10000", vae), moreThan(0.5)),
  },
  {
    name: "as-an-autoencoder",
    claim:
      "It recognises more digits from the two units of a VAE than from those of a plain autoencoder.",
    supports: ["E31"],
    rule: rule(
      difference({ metric: "test/probe_accuracy_10000", cell: vae, reference: autoencoder }),
      moreThan(0),
    ),
  },
  {
    name: "draws-cover",
    claim:
      "Draws from N(0, I) in the plane cover more of the test images by the VAE's decoder than by the autoencoder's.",
    rule: rule(
      difference({ metric: "test/coverage", cell: vae, reference: autoencoder }),
      moreThan(0),
    ),
  },
  {
    name: "no-jumps",
    claim:
      "The manifold is smooth: on a straight line in the plane between two images' codes no step in 32 of the VAE's decoded images is, on average over lines, larger than six times the mean step.",
    supports: ["E31"],
    rule: rule(level("test/path_jump", vae), lessThan(6)),
  },
  {
    name: "smoother-than-an-autoencoder",
    claim: "Its largest step, relative to the mean step, is smaller than a plain autoencoder's.",
    supports: ["E31"],
    rule: rule(
      difference({ metric: "test/path_jump", cell: vae, reference: autoencoder }),
      lessThan(0),
    ),
  },
  {
    name: "posterior-is-not-normal",
    claim:
      "The encoder's normal is not the posterior: KL(q(z|x)‖p(z|x)) by quadrature exceeds 0.1 nats.",
    rule: rule(level("test/posterior_kl", vae), moreThan(0.1)),
  },
  {
    name: "posterior-is-near",
    claim: "It is small beside the rate: below a tenth of an image's 6 nats.",
    rule: rule(level("test/posterior_kl", vae), lessThan(0.6)),
  },
];

export const essayFigures: Study = {
  name: "essay-figures",
  question:
    "Do two latent units separate the digits, and do neighbouring codes decode to similar images, as the essay's last figures show?",
  setting:
    "A VAE and a plain autoencoder with 400 hidden and 2 latent units and a Bernoulli likelihood, on MNIST: 8 epochs of 10,000 images. The runs of this study have the essay's figures, the codes in the plane and the manifold of decoded codes, among their artifacts. The KL to the posterior is computed by quadrature on 24 test images.",
  sizes: {
    quick: { epochs: 2, seeds: 3, dataset: "mnist", trainSize: 4000, testSize: 1000 },
    default: { epochs: 8, seeds: 5, dataset: "mnist", trainSize: 10_000, testSize: 1000 },
    full: { epochs: 20, seeds: 10, dataset: "mnist", trainSize: 20_000, testSize: 2000 },
  },
  trials: (options) => repeated(drafts, options),
  measure: "full",
  axes: ["model.kind"],
  claims,
  figures: ({ rows }) => [
    {
      name: "probe",
      title: "Digits recognised from two units, and test images covered by draws",
      caption:
        "Accuracy of a linear probe with 10,000 labels against coverage by draws from N(0, I). Each dot is a trial.",
      kind: "series",
      records: rows.flatMap(({ config: { model }, metrics }) => {
        const [x, value] = [metrics["test/coverage"], metrics["test/probe_accuracy_10000"]];
        return x === undefined || value === undefined ? [] : [{ series: model.kind, x, value }];
      }),
      xLabel: "coverage by draws from N(0, I)",
      yLabel: "accuracy of the probe",
    },
  ],
  changes: [
    'Two claims on smoothness were added before the study ran. Its two claims on KL(q‖p(z|x)) bore on the essay\'s claim that the encoder approximates the posterior (E18). One of them supports it at 0.6 nats and the other contradicts it at 0.1 nats, so that almost any result gives "holds in part": they no longer bear on it.',
    "KL(q‖p(z|x)) turned out not to be measured here, because a Bernoulli likelihood of grey values has no log p(x). The two claims on it stay open and count in the level of the others.",
  ],
  wouldChangeOurMind:
    "We would change our mind if a linear probe could not recognise digits from the plane, or if the decoder jumped between neighbouring points. A linear probe underrates a plane in which classes are curved bands. The threshold of six mean steps is a convention; the comparison with an autoencoder needs none.",
};
