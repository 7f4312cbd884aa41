import type * as tf from "@tensorflow/tfjs";
import { requireCount } from "../arguments.ts";
import {
  type CategoricalCodes,
  type CategoricalPrior,
  categoricalCodes,
  categoricalPrior,
  uniformCategorical,
} from "../distributions/categorical.ts";
import { categoricalForwardKl, categoricalReverseKl } from "../divergences/categorical-kl.ts";
import type { PosteriorFamily } from "./posterior-family.ts";

/** Options of `categoricalFamily`. */
export interface CategoricalFamilyOptions {
  /** C ≥ 2, the classes of each unit. */
  readonly classes: number;
}

/**
 * Categorical posteriors over one-hot codes: U units of C classes each, K = U·C (Jang et al. 2017,
 * section 4.3). The standard prior is uniform over the classes.
 */
export const categoricalFamily: PosteriorFamily<
  CategoricalCodes,
  CategoricalPrior,
  CategoricalFamilyOptions
> = {
  name: "categorical",
  optionNames: { classes: "required" },
  heads: ["logits"],
  codeSize: (units, { classes }) => {
    requireCount("classes", classes, 2);
    return units * classes;
  },
  posterior:
    ({ classes }) =>
    (heads) => {
      const [logits] = heads as readonly [tf.Tensor];
      return categoricalCodes({ logits, classes });
    },
  standardPrior: ({ classes }) => uniformCategorical(classes),
  learnedPrior: (logits, { classes }) => categoricalPrior({ logits, classes }),
  reverseKl: categoricalReverseKl,
  forwardKl: categoricalForwardKl,
  includes: (q, p) => "classes" in q && "classes" in p,
};
