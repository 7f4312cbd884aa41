import { z } from "zod";
import { oneOf, part, rule } from "./rules.ts";

/** What pulls q(z|x) to the prior, and how hard. */
export const Objective = part("objective", {
  regulariser: oneOf("objective.regulariser", [
    "reverse-kl",
    "forward-kl",
    "half-jeffreys",
    "none",
  ]).default("reverse-kl"),
  beta: z
    .number(rule("objective.beta must be a number ≥ 0"))
    .min(0, rule("objective.beta must be ≥ 0"))
    .default(1),
});
