import type { Cell } from "./cell.ts";
import type { Draft } from "./draft.ts";
import { quickSizes } from "./quick-sizes.ts";
import { difference, equivalent, lessThan, rule } from "./rules/index.ts";
import type { Claim, Study } from "./study.ts";
import { repeated } from "./trials.ts";

const betas = [1, 4] as const;
const estimators = {
  pathwise: { kind: "pathwise", samples: 4 },
  "one-sample": { kind: "pathwise", samples: 1 },
  "no-baseline": { kind: "score-function", baseline: "none", samples: 4 },
  "leave-one-out": { kind: "score-function", baseline: "leave-one-out", samples: 4 },
} as const;
type Name = keyof typeof estimators;
const names = Object.keys(estimators) as Name[];

const drafts: Draft[] = betas.flatMap((beta) =>
  names.map((name) => ({
    model: { kind: "vae", latent: 10, hidden: [200] },
    objective: { beta },
    estimator: estimators[name],
  })),
);

const cell = (name: Name, beta: number): Cell => ({
  ...Object.fromEntries(
    Object.entries(estimators[name]).map(([key, value]) => [`estimator.${key}`, value]),
  ),
  "objective.beta": beta,
});

const elbo = (name: Name, beta: number, reference: Name = "pathwise") =>
  difference({ metric: "test/elbo", cell: cell(name, beta), reference: cell(reference, beta) });

const claims: readonly Claim[] = [
  ...(["no-baseline", "leave-one-out"] as const).map(
    (name): Claim => ({
      name: `${name}-elbo`,
      claim: `At beta 1 and four samples the score function (${name.replaceAll("-", " ")}) reaches an ELBO lower than pathwise by more than 1 nat in equal steps.`,
      supports: ["E14"],
      rule: rule(elbo(name, 1), lessThan(-1)),
    }),
  ),
  {
    name: "baseline-helps",
    claim: "At beta 1 a leave-one-out baseline raises the ELBO of the score function.",
    rule: rule(elbo("no-baseline", 1, "leave-one-out"), lessThan(0)),
  },
  {
    name: "leave-one-out-at-beta-4",
    claim:
      "Near collapse, at beta 4, the score function (leave one out) and pathwise reach the same ELBO, within 1 nat: the difference matters only where there is something to learn.",
    opposes: ["E14"],
    rule: rule(elbo("leave-one-out", 4), equivalent(1)),
  },
  {
    name: "one-sample",
    claim: "Pathwise needs one sample: one and four reach the same ELBO at beta 1, within 1 nat.",
    rule: rule(elbo("one-sample", 1), equivalent(1)),
  },
  {
    name: "active-units",
    claim:
      "At beta 1 the score function (leave one out) leaves as many active units as pathwise, within 1: active units do not show the difference.",
    opposes: ["E14"],
    rule: rule(
      difference({
        metric: "test/active_units",
        cell: cell("leave-one-out", 1),
        reference: cell("pathwise", 1),
      }),
      equivalent(1),
    ),
  },
  {
    name: "rate",
    claim: "At beta 1 the score function (leave one out) learns codes of a lower rate.",
    rule: rule(
      difference({
        metric: "test/rate",
        cell: cell("leave-one-out", 1),
        reference: cell("pathwise", 1),
      }),
      lessThan(0),
    ),
  },
];

const nameOf = (estimator: { readonly kind: string } | undefined): string => {
  const same = names.find((name) =>
    Object.entries(estimators[name]).every(
      ([key, value]) => (estimator as Record<string, unknown> | undefined)?.[key] === value,
    ),
  );
  return same?.replaceAll("-", " ") ?? "";
};

export const estimatorsStudy: Study = {
  name: "estimators",
  question: "Does the variance of the gradient estimator matter for what a VAE learns?",
  setting:
    "VAEs with 200 hidden and 10 latent units and a Bernoulli likelihood on binarised MNIST of 14 × 14 pixels, 8 epochs of 10,000 images, Adam 0.001. Varied: the gradient estimator (pathwise with one and four samples; the score function with four samples, without a baseline and with the leave-one-out baseline), at beta 1 and 4. All make equally many steps.",
  sizes: {
    quick: { epochs: 2, seeds: 3, dataset: "mnist-14", ...quickSizes },
    default: { epochs: 8, seeds: 5, dataset: "mnist-14", trainSize: 10_000, testSize: 2000 },
    full: { epochs: 24, seeds: 10, dataset: "mnist-14", trainSize: 10_000, testSize: 5000 },
  },
  trials: (options) => repeated(drafts, options),
  axes: ["estimator.kind", "estimator.baseline", "estimator.samples", "objective.beta"],
  claims,
  figures: ({ rows }) => [
    {
      name: "elbo",
      title: "ELBO by estimator and beta",
      caption:
        "ELBO on test images after equally many steps. Dots are trials, bars are 95 % intervals.",
      kind: "series",
      records: rows.flatMap(({ config: { estimator, objective }, metrics }) => {
        const value = metrics["test/elbo"];
        return value === undefined || objective === undefined
          ? []
          : [{ series: nameOf(estimator), x: objective.beta, value }];
      }),
      xLabel: "beta, log scale",
      yLabel: "ELBO, nats per example",
      logX: true,
    },
  ],
  wouldChangeOurMind:
    "We would change our mind if the score function reached pathwise's ELBO within a nat at beta 1. The trainings are short: with many more steps, or a smaller learning rate, noise averages out and the difference shrinks. Time is not compared here, because at four samples a step takes about as long with either estimator.",
};
