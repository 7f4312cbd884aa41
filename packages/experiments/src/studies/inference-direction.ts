import type { Cell } from "./cell.ts";
import type { Draft } from "./draft.ts";
import type { ExactValue } from "./evidence.ts";
import { quickSizes } from "./quick-sizes.ts";
import { all, difference, exact, lessThan, moreThan, ratio, rule, within } from "./rules/index.ts";
import type { Claim, Study } from "./study.ts";
import { repeated } from "./trials.ts";

const model = { kind: "vae", latent: 2, hidden: [100] } as const;
const pathwise = (samples: number) => ({ kind: "pathwise", samples }) as const;

const drafts: Draft[] = [
  { model, objective: {}, estimator: pathwise(5) },
  { model, inference: { kind: "reweighted-wake-sleep", phase: "wake", samples: 20 } },
  { model, inference: { kind: "reweighted-wake-sleep", phase: "sleep", samples: 20 } },
  { model, inference: { kind: "iwae" }, estimator: { kind: "dreg", samples: 20 } },
  { model, inference: { kind: "vr", alpha: 0.5 }, estimator: pathwise(20) },
];

const elbo: Cell = { "inference.kind": null };
const wake: Cell = { "inference.phase": "wake" };
const sleep: Cell = { "inference.phase": "sleep" };
const iwae: Cell = { "inference.kind": "iwae" };
const renyi: Cell = { "inference.kind": "vr" };

const lesserMode = (objective: string) => exact("mass of q at the lesser mode", { objective });
const coveringObjectives = [
  "wake-φ, 5 samples",
  "wake-φ, 50 samples",
  "wake-φ in the limit, and sleep",
];

const claims: readonly Claim[] = [
  {
    name: "elbo-seeks-a-mode",
    claim: "For a posterior with two modes the ELBO prefers a normal q at one of them.",
    supports: ["E22"],
    rule: rule(lesserMode("ELBO"), lessThan(0.01)),
  },
  {
    name: "wake-covers",
    claim: "Wake-φ and sleep prefer a normal q that covers both modes, with 5 samples already.",
    supports: ["E21"],
    rule: all(
      coveringObjectives.map((objective) => rule(lesserMode(objective), within(0.49, 0.5))),
    ),
  },
  {
    name: "iwae-covers",
    claim: "IWAE prefers a normal q that covers both modes, with 5 samples already.",
    rule: all([5, 50, 500].map((K) => rule(lesserMode(`IWAE-${K}`), within(0.49, 0.5)))),
  },
  {
    name: "renyi-turns",
    claim: "Rényi's bound seeks a mode at α = 0.5 and 0.75, and covers both at α = 0.25.",
    rule: all([
      ...[0.5, 0.75].map((alpha) => rule(lesserMode(`Rényi α = ${alpha}`), lessThan(0.01))),
      rule(lesserMode("Rényi α = 0.25"), within(0.49, 0.5)),
    ]),
  },
  {
    name: "elbo-has-the-smaller-reverse-kl",
    claim: "Trained by the ELBO, KL(q‖p(z|x)) is smaller than trained by wake-φ.",
    supports: ["E24"],
    rule: rule(
      difference({ metric: "test/posterior_kl", cell: elbo, reference: wake }),
      lessThan(0),
    ),
  },
  {
    name: "wake-has-the-smaller-forward-kl",
    claim: "Trained by wake-φ, KL(p(z|x)‖q) is smaller than trained by the ELBO.",
    rule: rule(
      difference({ metric: "test/posterior_forward_kl", cell: wake, reference: elbo }),
      lessThan(0),
    ),
  },
  {
    name: "iwae-lies-between",
    claim: "Trained by IWAE with 20 samples, KL(q‖p(z|x)) is larger than trained by the ELBO.",
    rule: rule(
      difference({ metric: "test/posterior_kl", cell: iwae, reference: elbo }),
      moreThan(0),
    ),
  },
  {
    name: "elbo-leaves-out-more",
    claim:
      "Trained by the ELBO, q leaves out more of the posterior than it adds: KL(p(z|x)‖q) is more than 1.5 times KL(q‖p(z|x)).",
    rule: rule(
      ratio({
        metric: "test/posterior_forward_kl",
        cell: elbo,
        reference: elbo,
        referenceMetric: "test/posterior_kl",
      }),
      moreThan(1.5),
    ),
  },
  {
    name: "sleep-lowers-the-elbo",
    claim: "Sleep reaches a lower ELBO than the ELBO's own training.",
    rule: rule(difference({ metric: "test/elbo", cell: sleep, reference: elbo }), lessThan(0)),
  },
  {
    name: "renyi-raises-the-bound",
    claim:
      "Rényi's bound at α = 0.5 and the ELBO reach test ELBOs that differ by less than 3 nats.",
    rule: rule(difference({ metric: "test/elbo", cell: renyi, reference: elbo }), within(-3, 3)),
  },
];

/** Both divergences of the q that each objective prefers. */
const pairsOf = (values: readonly ExactValue[]) =>
  values
    .filter(({ quantity }) => quantity === "KL(q‖p(z|x))")
    .map(({ value, at }) => ({
      ...{ series: `${at?.objective}`, value },
      x:
        values.find(
          (each) => each.quantity === "KL(p(z|x)‖q)" && each.at?.objective === at?.objective,
        )?.value ?? Number.NaN,
    }));

export const inferenceDirection: Study = {
  name: "inference-direction",
  question:
    "Which objectives of inference make q(z|x) cover the posterior, and which make it seek a mode?",
  setting:
    "First, without networks: z ~ N(0, 1), x = z² + N(0, 0.8²), seen at x = 3, whose posterior has two modes; the best normal q of each objective by quadrature. Then VAEs with two units and 100 hidden units on binarised MNIST of 14 × 14 pixels, trained by the ELBO, wake-φ, sleep, IWAE with doubly-reparameterised gradients and Rényi's bound at α = 0.5, with 20 samples each (the ELBO: 5). Both KL divergences between q(z|x) and the posterior are integrated over a grid, for 24 test images.",
  sizes: {
    quick: { epochs: 2, seeds: 3, dataset: "mnist-14", ...quickSizes },
    default: { epochs: 6, seeds: 4, dataset: "mnist-14", trainSize: 10_000, testSize: 1000 },
    full: { epochs: 15, seeds: 8, dataset: "mnist-14", trainSize: 10_000, testSize: 2000 },
  },
  trials: (options) => repeated(drafts, options),
  measure: "full",
  axes: ["inference.kind", "inference.phase", "estimator.kind"],
  exact: async () =>
    (await import("../inference-direction/bimodal-posterior.ts")).inferenceDirections(),
  claims,
  figures: ({ exact: values, rows }) => [
    {
      name: "preferred-q",
      title: "The normal that each objective prefers for a posterior with two modes",
      caption:
        "KL both ways between the preferred q and the posterior: to the left q leaves nothing out, at the bottom it adds nothing.",
      kind: "series",
      records: pairsOf(values),
      xLabel: "KL(p(z|x)‖q), nats",
      yLabel: "KL(q‖p(z|x)), nats",
      logX: true,
    },
    {
      name: "trained-q",
      title: "q(z|x) of trained models beside their posterior",
      caption: "KL both ways, by quadrature on 24 test images; dots are trials.",
      kind: "series",
      records: rows.flatMap(({ label, metrics }) => {
        const [x, value] = [metrics["test/posterior_forward_kl"], metrics["test/posterior_kl"]];
        const series = label.split(" · ").slice(0, 2).join(" · ");
        return x === undefined || value === undefined ? [] : [{ series, x, value }];
      }),
      xLabel: "KL(p(z|x)‖q), nats",
      yLabel: "KL(q‖p(z|x)), nats",
    },
  ],
  wouldChangeOurMind:
    "The preferred q of each objective is exact, but for one posterior and for the normal family only; a richer family could cover both modes under every objective. The trained models also differ in their decoders, which adapt to q during training: the comparison is between whole models.",
};
