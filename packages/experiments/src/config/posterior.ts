import { z } from "zod";
import { count, oneKindOf, part, positive, rule } from "./rules.ts";

const floorRule = rule("model.posterior.logVariance must be a number in [-50, 20]");

/** A constraint on q(z|x), or another way to find it than by an encoder alone. */
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
  // Ascent steps on the ELBO of each example: from the encoder's q, or outside training from the prior
  part("model.posterior of kind semi-amortised", {
    kind: z.literal("semi-amortised"),
    steps: count("model.posterior.steps").default(5),
    samples: count("model.posterior.samples").default(1),
  }),
  part("model.posterior of kind per-observation", {
    kind: z.literal("per-observation"),
    steps: count("model.posterior.steps").default(100),
    samples: count("model.posterior.samples").default(8),
  }),
]);
