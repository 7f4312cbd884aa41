import { z } from "zod";
import { oneKindOf, part, positive, rule } from "./rules.ts";

const floorRule = rule("model.posterior.logVariance must be a number in [-50, 20]");

/** A constraint on q(z|x). */
export const Posterior = oneKindOf("model.posterior", [
  part("model.posterior of kind committed-rate", {
    kind: z.literal("committed-rate"),
    least: positive("model.posterior.least").default(0.05),
    most: positive("model.posterior.most").default(0.5),
  }),
  part("model.posterior of kind batch-normalised-mean", {
    kind: z.literal("batch-normalised-mean"),
    scale: positive("model.posterior.scale").default(0.6),
  }),
  part("model.posterior of kind variance-floor", {
    kind: z.literal("variance-floor"),
    logVariance: z.number(floorRule).min(-50, floorRule).max(20, floorRule).default(-8),
  }),
]);
