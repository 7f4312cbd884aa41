import { z } from "zod";
import { count, oneKindOf, oneOf, part, positive, rule } from "./rules.ts";

const samples = (usual: number) => count("estimator.samples").default(usual);

const relaxed = {
  temperature: positive("estimator.temperature").default(0.5),
  samples: samples(1),
};
const scale = rule("estimator.scale must be a number ≥ 0");
const decay = rule("estimator.decay must be a number in [0, 1)");

/** The gradient estimator and its number of samples per image. */
export const Estimator = oneKindOf("estimator", [
  part("estimator of kind pathwise", { kind: z.literal("pathwise"), samples: samples(1) }),
  part("estimator of kind score-function", {
    kind: z.literal("score-function"),
    baseline: oneOf("estimator.baseline", ["none", "leave-one-out"]).default("leave-one-out"),
    samples: samples(4),
  }),
  part("estimator of kind sticking-the-landing", {
    kind: z.literal("sticking-the-landing"),
    samples: samples(1),
  }),
  part("estimator of kind dreg", { kind: z.literal("dreg"), samples: samples(5) }),
  part("estimator of kind vimco", {
    kind: z.literal("vimco"),
    average: oneOf("estimator.average", ["geometric", "arithmetic"]).default("geometric"),
    samples: samples(5),
  }),
  part("estimator of kind measure-valued", {
    kind: z.literal("measure-valued"),
    samples: samples(1),
  }),
  part("estimator of kind nvil", {
    kind: z.literal("nvil"),
    decay: z.number(decay).min(0, decay).lt(1, decay).default(0.99),
    hidden: z
      .array(
        count("each of estimator.hidden"),
        rule("estimator.hidden must be a list of whole numbers ≥ 1"),
      )
      .default([100]),
    samples: samples(1),
  }),
  part("estimator of kind straight-through", {
    kind: z.literal("straight-through"),
    samples: samples(1),
  }),
  part("estimator of kind gumbel-softmax", { kind: z.literal("gumbel-softmax"), ...relaxed }),
  part("estimator of kind straight-through-gumbel-softmax", {
    kind: z.literal("straight-through-gumbel-softmax"),
    ...relaxed,
  }),
  part("estimator of kind rebar", {
    kind: z.literal("rebar"),
    scale: z.number(scale).min(0, scale).default(1),
    ...relaxed,
  }),
]);
