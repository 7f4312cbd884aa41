import { z } from "zod";
import { count, kinds, part, positive, rule } from "./rules.ts";

const fraction = (name: string) => {
  const inside = rule(`${name} must be a number in (0, 1]`);
  return z.number(inside).positive(inside).max(1, inside);
};
const notNegative = (name: string) => {
  const least = rule(`${name} must be a number ≥ 0`);
  return z.number(least).min(0, least);
};

const from = notNegative("objective.schedule.from").default(0);
const share = fraction("objective.schedule.share").default(0.5);
const rate = positive("objective.schedule.rate");
const reconstructionRule = rule("objective.schedule.reconstruction must be a number other than 0");

/** How beta changes during training: to the objective's beta, or by feedback towards a target. */
export const Schedule = z.discriminatedUnion(
  "kind",
  [
    part("objective.schedule of kind linear", { kind: z.literal("linear"), from, share }),
    part("objective.schedule of kind cosine", { kind: z.literal("cosine"), from, share }),
    part("objective.schedule of kind cyclical", {
      kind: z.literal("cyclical"),
      from,
      cycles: count("objective.schedule.cycles").default(4),
      rise: fraction("objective.schedule.rise").default(0.5),
    }),
    part("objective.schedule of kind target-rate", { kind: z.literal("target-rate"), rate }),
    part("objective.schedule of kind control-vae", { kind: z.literal("control-vae"), rate }),
    part("objective.schedule of kind target-reconstruction", {
      kind: z.literal("target-reconstruction"),
      reconstruction: z
        .number(reconstructionRule)
        .refine((value) => value !== 0, reconstructionRule),
    }),
  ],
  kinds("objective.schedule", [
    "linear",
    "cosine",
    "cyclical",
    "target-rate",
    "control-vae",
    "target-reconstruction",
  ]),
);
