import { z } from "zod";
import { oneKindOf, oneOf, part, rule } from "./rules.ts";

const prior = { prior: oneOf("model.codes.prior", ["uniform", "learned"]).default("uniform") };
const classes = rule("model.codes.classes must be a whole number ≥ 2");

/** The distribution of discrete codes: Bernoulli, or one-hot with a number of classes. */
export const Codes = oneKindOf("model.codes", [
  part("model.codes of kind bernoulli", { kind: z.literal("bernoulli"), ...prior }),
  part("model.codes of kind categorical", {
    kind: z.literal("categorical"),
    classes: z.int(classes).min(2, classes).default(10),
    ...prior,
  }),
]);
