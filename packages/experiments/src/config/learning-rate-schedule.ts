import { z } from "zod";
import { oneKindOf, part, rule } from "./rules.ts";

const notNegative = rule("optimizer.schedule.to must be a number ≥ 0");
const to = z.number(notNegative).min(0, notNegative).default(0);

const inside = (name: string) => {
  const between = rule(`${name} must be a number in (0, 1)`);
  return z.number(between).positive(between).lt(1, between);
};
const times = rule("optimizer.schedule.at must be a list of at least one share of the steps");

/** How the learning rate falls during training, from `optimizer.learningRate` on. */
export const LearningRateSchedule = oneKindOf("optimizer.schedule", [
  part("optimizer.schedule of kind cosine", { kind: z.literal("cosine"), to }),
  part("optimizer.schedule of kind linear", { kind: z.literal("linear"), to }),
  part("optimizer.schedule of kind step", {
    kind: z.literal("step"),
    factor: inside("optimizer.schedule.factor").default(0.1),
    at: z.array(inside("each of optimizer.schedule.at"), times).min(1, times).default([0.5, 0.75]),
  }),
]);
