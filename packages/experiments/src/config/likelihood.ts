import { z } from "zod";
import { kinds, part, positive } from "./rules.ts";

/** p(x|z) given what the decoder puts out. */
export const Likelihood = z.discriminatedUnion(
  "kind",
  [
    part("model.likelihood of kind bernoulli", { kind: z.literal("bernoulli") }),
    part("model.likelihood of kind gaussian", {
      kind: z.literal("gaussian"),
      variance: positive("model.likelihood.variance"),
    }),
  ],
  kinds("model.likelihood", ["bernoulli", "gaussian"]),
);
