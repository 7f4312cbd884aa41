import { seriesOf } from "./exact-series.ts";
import { quickSizes } from "./quick-sizes.ts";
import { all, exact, lessThan, moreThan, rule, within } from "./rules/index.ts";
import type { Claim, Study } from "./study.ts";

const [near, far, plane, ring] = [
  "two modes on a line, ±2",
  "two modes on a line, ±3",
  "two modes on the plane, ±(2, 2)",
  "ring of radius 3 on the plane",
];
const [forward, reverse] = ["forward KL", "reverse KL"];

const best = (quantity: string, data: string, divergence: string) =>
  exact(quantity, { data, divergence });
const offCentre = "distance of the best model's mean from the middle";
const atOneMode = "share of descents that end at one mode";

const claims: readonly Claim[] = [
  {
    name: "forward-covers",
    claim:
      "The best normal by forward KL lies in the middle of two modes at ±2 and ±3 and covers 95 % of the data's mass, on a ring too.",
    supports: ["E21"],
    rule: all([
      ...[near, far].map((data) => rule(best(offCentre, data, forward), within(-1e-6, 1e-6))),
      ...[near, far, plane, ring].map((data) =>
        rule(best("coverage", data, forward), moreThan(0.95)),
      ),
    ]),
  },
  {
    name: "forward-never-seeks",
    claim: "No gradient descent of forward KL ends at one mode, up to ±4.",
    supports: ["E21"],
    rule: all(
      [2, 2.6, 3, 4].map((separation) =>
        rule(exact(atOneMode, { divergence: forward, separation }), lessThan(0.01)),
      ),
    ),
  },
  {
    name: "reverse-seeks-far-modes",
    claim: "The best normal by reverse KL lies at one of two modes at ±3.",
    supports: ["E22"],
    rule: rule(best(offCentre, far, reverse), within(2.9, 3.1)),
  },
  {
    name: "reverse-seeks-near-modes",
    claim: "The best normal by reverse KL lies at one of two modes at ±2.",
    supports: ["E22"],
    rule: rule(best(offCentre, near, reverse), within(1.9, 2.1)),
  },
  {
    name: "reverse-switches-at-2.8",
    claim:
      "The best normal by reverse KL covers both modes up to ±2.80 of their standard deviations, and one from there on.",
    rule: rule(
      exact("separation from which one mode is the best", { divergence: reverse }),
      within(2.795, 2.805),
    ),
  },
  {
    name: "descents-of-reverse-find-one-mode",
    claim: "More than half of the gradient descents of reverse KL end at one of two modes at ±3.",
    supports: ["E22"],
    rule: rule(exact(atOneMode, { divergence: reverse, separation: 3 }), moreThan(0.5)),
  },
  {
    name: "likelihood-is-forward",
    claim: "−log-likelihood is H(data) + KL(data‖model), on data that can be enumerated.",
    supports: ["E23"],
    rule: all(
      [
        "two bits with coupling 1.5",
        "four bits: 1100 or 0011, each flipped with probability 0.05",
      ].map((data) =>
        rule(exact("|−log-likelihood − H(data) − KL(data‖model)|", { data }), within(-1e-9, 1e-9)),
      ),
    ),
  },
  {
    name: "elbo-for-fixed-parameters",
    claim: "For fixed parameters the q with the least KL(q‖p(z|x)) has the best ELBO.",
    supports: ["E9"],
    rule: all([
      rule(exact("ELBO + min KL(q‖p(z|x)) − log p(x), fixed parameters"), within(-1e-9, 1e-9)),
      rule(exact("ELBO of the q with the least KL, minus the best ELBO of other q"), moreThan(0)),
    ]),
  },
  {
    name: "elbo-biases-parameters",
    claim:
      "With a factorised q the parameter that maximises the ELBO is more than 1 % smaller than the likelihood's, in both models.",
    rule: all(
      ["two normal units", "two causes of one effect"].map((model) =>
        rule(exact("parameter by the ELBO / by the likelihood", { model }), lessThan(0.99)),
      ),
    ),
  },
  {
    name: "vae-minimises-posterior-kl",
    claim: "A linear VAE trained on two modes at ±3 reaches KL(q‖p(z|x)) = 0.",
    supports: ["E24"],
    rule: rule(exact("KL(q‖p(z|x)) of the trained VAE"), within(-1e-6, 1e-6)),
  },
  {
    name: "vae-fits-data-by-forward-kl",
    claim:
      "Its model has the least KL(data‖model) of all normal distributions, and not the least KL(model‖data).",
    supports: ["E24"],
    rule: all([
      rule(
        exact("KL(data‖model) of the trained VAE minus the smallest possible"),
        within(-1e-6, 1e-6),
      ),
      rule(exact("KL(model‖data) of the trained VAE minus the smallest possible"), moreThan(0.1)),
    ]),
  },
];

const size = { epochs: 1, seeds: 1, dataset: "mnist-14", ...quickSizes } as const;

export const modelDirection: Study = {
  name: "model-direction",
  question:
    "Which directions of the divergence between data and model cover all modes, and which direction does a VAE minimise?",
  setting:
    "Models are fitted to distributions that are known exactly, by damped Newton steps on sums over a grid or over all bit strings: one normal to two modes at ±a on a line and on the plane, to a ring and to a correlated normal; independent bits to coupled bits. Varied: forward KL, reverse KL, Jensen–Shannon and α-divergences between them. A linear VAE, whose q(z|x) can be exact, is trained on the same two modes. `vae-lab model-axis` prints all fits.",
  sizes: { quick: size, default: size, full: size },
  trials: () => [],
  axes: [],
  exact: async () => (await import("../model-direction/exact-values.ts")).modelDirectionValues(),
  claims,
  figures: ({ exact: values }) => [
    {
      name: "two-minima",
      title: "Two minima of reverse KL",
      caption:
        "KL(model‖data) of one normal fitted to two modes at ±a, at the minimum that covers both and at that on one mode.",
      kind: "series",
      records: seriesOf(
        values,
        "reverse KL of a minimum",
        "separation",
        ({ modes }) => `${modes} covered`,
      ),
      xLabel: "a, in standard deviations of a mode",
      yLabel: "nats",
    },
    {
      name: "descents",
      title: "Where gradient descents end",
      caption: "Share of 100 gradient descents from random starts that end at one of the modes ±a.",
      kind: "series",
      records: seriesOf(values, atOneMode, "separation", ({ divergence }) => `${divergence}`),
      xLabel: "a, in standard deviations of a mode",
      yLabel: "share",
    },
  ],
  wouldChangeOurMind:
    "An error in the program, which is tested against closed forms, would change these exact results. How far they apply to networks is open: a model that is flexible enough to fit the data fits it under every divergence, and coverage differs only where the model is too simple.",
};
