import { z } from "zod";
import { count, oneKindOf, part, positive, rule } from "./rules.ts";

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

/** Schedules by which beta follows a metric; the objective's own beta then has no effect. */
const feedback = [
  part("objective.schedule of kind target-rate", { kind: z.literal("target-rate"), rate }),
  part("objective.schedule of kind control-vae", { kind: z.literal("control-vae"), rate }),
  part("objective.schedule of kind target-reconstruction", {
    kind: z.literal("target-reconstruction"),
    reconstruction: z.number(reconstructionRule).refine((value) => value !== 0, reconstructionRule),
  }),
] as const;

export const feedbackSchedules: readonly string[] = feedback.map(({ shape }) => shape.kind.value);

/** How beta changes during training: to the objective's beta, or by feedback towards a target. */
export const Schedule = oneKindOf("objective.schedule", [
  part("objective.schedule of kind linear", { kind: z.literal("linear"), from, share }),
  part("objective.schedule of kind cosine", { kind: z.literal("cosine"), from, share }),
  part("objective.schedule of kind cyclical", {
    kind: z.literal("cyclical"),
    from,
    cycles: count("objective.schedule.cycles").default(4),
    rise: fraction("objective.schedule.rise").default(0.5),
  }),
  ...feedback,
]);
