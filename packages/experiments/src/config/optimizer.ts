import { z } from "zod";
import { LearningRateSchedule } from "./learning-rate-schedule.ts";
import { oneKindOf, part, positive, rule } from "./rules.ts";

const learningRate = (usual: number) => positive("optimizer.learningRate").default(usual);
const gradientClipping = positive("optimizer.gradientClipping").optional();
const schedule = LearningRateSchedule.optional();
const momentumRule = rule("optimizer.momentum must be a number in [0, 1)");
const decayRule = rule("optimizer.weightDecay must be a number ≥ 0");

/** The optimizer and its settings. */
export const Optimizer = oneKindOf("optimizer", [
  part("optimizer of kind adam", {
    kind: z.literal("adam"),
    learningRate: learningRate(1e-3),
    gradientClipping,
    schedule,
  }),
  part("optimizer of kind adamw", {
    kind: z.literal("adamw"),
    learningRate: learningRate(1e-3),
    weightDecay: z.number(decayRule).min(0, decayRule).default(0.01),
    gradientClipping,
    schedule,
  }),
  part("optimizer of kind sgd", {
    kind: z.literal("sgd"),
    learningRate: learningRate(0.01),
    momentum: z.number(momentumRule).min(0, momentumRule).lt(1, momentumRule).default(0),
    gradientClipping,
    schedule,
  }),
]);
