import { z } from "zod";
import { count, kinds, oneOf, part } from "./rules.ts";

const samples = (usual: number) => count("estimator.samples").default(usual);

/** How gradients are estimated, and by how many draws for each image. */
export const Estimator = z.discriminatedUnion(
  "kind",
  [
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
  ],
  kinds("estimator", ["pathwise", "score-function", "sticking-the-landing", "dreg", "vimco"]),
);
