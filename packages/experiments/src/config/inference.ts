import { z } from "zod";
import { count, oneKindOf, oneOf, part, rule } from "./rules.ts";

const shareRule = rule("inference.share must be a number in [0, 1]");
const alphaRule = rule("inference.alpha must be a number ≥ 0");

/** A bound in place of the ELBO. Its number of draws is the estimator's `samples`, if there is one. */
export const Inference = oneKindOf("inference", [
  part("inference of kind monte-carlo-elbo", { kind: z.literal("monte-carlo-elbo") }),
  part("inference of kind iwae", { kind: z.literal("iwae") }),
  part("inference of kind miwae", {
    kind: z.literal("miwae"),
    groups: count("inference.groups").default(4),
  }),
  part("inference of kind ciwae", {
    kind: z.literal("ciwae"),
    share: z.number(shareRule).min(0, shareRule).max(1, shareRule).default(0.5),
  }),
  part("inference of kind vr", {
    kind: z.literal("vr"),
    alpha: z.number(alphaRule).min(0, alphaRule).default(0.5),
  }),
  part("inference of kind reweighted-wake-sleep", {
    kind: z.literal("reweighted-wake-sleep"),
    phase: oneOf("inference.phase", ["wake", "sleep", "both"]).default("wake"),
    samples: count("inference.samples").default(5),
  }),
]);
