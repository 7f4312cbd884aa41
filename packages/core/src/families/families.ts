import { bernoulliFamily } from "./bernoulli.ts";
import { categoricalFamily } from "./categorical.ts";
import { normalFamily } from "./normal.ts";

/** Every family of posteriors, by name. A new one is a file beside these and a line here. */
export const families = {
  normal: normalFamily,
  bernoulli: bernoulliFamily,
  categorical: categoricalFamily,
};
/** The name of a family. */
export type FamilyName = keyof typeof families;

/** The type of a family's q(z|x). */
export type PosteriorOf<F extends FamilyName> = ReturnType<
  ReturnType<(typeof families)[F]["posterior"]>
>;

/** The type of a family's p(z). */
export type PriorOf<F extends FamilyName> = ReturnType<(typeof families)[F]["standardPrior"]>;
