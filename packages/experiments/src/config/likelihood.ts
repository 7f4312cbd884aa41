import { z } from "zod";
import { oneKindOf, part, positive, rule } from "./rules.ts";

const levelsRule = rule("model.likelihood.levels must be a whole number ≥ 2");
const levels = { levels: z.int(levelsRule).min(2, levelsRule).default(256) };

/** The likelihood p(x|z), whose parameters the decoder computes. */
export const Likelihood = oneKindOf("model.likelihood", [
  part("model.likelihood of kind bernoulli", { kind: z.literal("bernoulli") }),
  part("model.likelihood of kind continuous-bernoulli", {
    kind: z.literal("continuous-bernoulli"),
  }),
  part("model.likelihood of kind gaussian", {
    kind: z.literal("gaussian"),
    variance: positive("model.likelihood.variance"),
  }),
  part("model.likelihood of kind learned-gaussian", { kind: z.literal("learned-gaussian") }),
  part("model.likelihood of kind optimal-gaussian", { kind: z.literal("optimal-gaussian") }),
  part("model.likelihood of kind per-pixel-gaussian", {
    kind: z.literal("per-pixel-gaussian"),
    floor: positive("model.likelihood.floor"),
  }),
  part("model.likelihood of kind discretised-logistic", {
    kind: z.literal("discretised-logistic"),
    ...levels,
  }),
  part("model.likelihood of kind per-pixel-discretised-logistic", {
    kind: z.literal("per-pixel-discretised-logistic"),
    ...levels,
  }),
]);
