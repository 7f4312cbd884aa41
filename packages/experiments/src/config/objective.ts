import { z } from "zod";
import { count, oneOf, part, positive, rule } from "./rules.ts";
import { Schedule } from "./schedule.ts";

/** Families of divergences with a parameter alpha. */
export const familiesByAlpha = [
  "reverse-renyi",
  "forward-renyi",
  "amari",
  "geometric-js",
  "dual-geometric-js",
] as const;

export const regularisers = [
  "reverse-kl",
  "forward-kl",
  "half-jeffreys",
  "jeffreys",
  ...familiesByAlpha,
  "reverse-chi-squared",
  "forward-chi-squared",
  "squared-hellinger",
  "js-per-unit-sum",
  "total-variation-per-unit-sum",
  "none",
] as const;

/** The part of the regulariser that each latent unit, or group of units, is not charged for. */
const FreeBits = part("objective.freeBits", {
  nats: positive("objective.freeBits.nats"),
  groupSize: count("objective.freeBits.groupSize").default(1),
  over: oneOf("objective.freeBits.over", ["batch", "example"]).default("batch"),
});

/** A divergence of the aggregate posterior q(z) from the prior, beside beta times the rate. */
const Aggregate = part("objective.aggregate", {
  kind: oneOf("objective.aggregate.kind", ["mmd"]).default("mmd"),
  kernel: oneOf("objective.aggregate.kernel", ["inverse-multiquadric", "rbf"]).default(
    "inverse-multiquadric",
  ),
  weight: positive("objective.aggregate.weight").default(10),
});

/** The regulariser between q(z|x) and the prior, and its weight. */
export const Objective = part("objective", {
  regulariser: oneOf("objective.regulariser", regularisers).default("reverse-kl"),
  alpha: z.number(rule("objective.alpha must be a number")).optional(),
  beta: z
    .number(rule("objective.beta must be a number ≥ 0"))
    .min(0, rule("objective.beta must be ≥ 0"))
    .default(1),
  capacity: z
    .number(rule("objective.capacity must be a number ≥ 0"))
    .min(0, rule("objective.capacity must be ≥ 0"))
    .optional(),
  freeBits: FreeBits.optional(),
  aggregate: Aggregate.optional(),
  schedule: Schedule.optional(),
});
