import { z } from "zod";
import { count, oneKindOf, oneOf, part, rule } from "./rules.ts";

const prior = { prior: oneOf("model.codes.prior", ["uniform", "learned"]).default("uniform") };
const classes = rule("model.codes.classes must be a whole number ≥ 2");

/**
 * Codes other than one layer of normal ones: Bernoulli, one-hot with a number of classes, or two layers of
 * normal codes, of which the decoder sees the lower one (Rezende et al. 2014; Burda et al. 2016).
 */
export const Codes = oneKindOf("model.codes", [
  part("model.codes of kind bernoulli", { kind: z.literal("bernoulli"), ...prior }),
  part("model.codes of kind categorical", {
    kind: z.literal("categorical"),
    classes: z.int(classes).min(2, classes).default(10),
    ...prior,
  }),
  part("model.codes of kind two-layers", {
    kind: z.literal("two-layers"),
    top: count("model.codes.top").default(10),
    between: z
      .array(
        count("each of model.codes.between"),
        rule("model.codes.between must be a list of whole numbers ≥ 1"),
      )
      .default([]),
  }),
]);
