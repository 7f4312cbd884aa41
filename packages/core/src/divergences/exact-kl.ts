import type * as tf from "@tensorflow/tfjs";
import type { BernoulliReference } from "../distributions/bernoulli.ts";
import type { CategoricalReference } from "../distributions/categorical.ts";
import type { Moments } from "../distributions/moments.ts";
import type { NormalReference } from "../distributions/normal.ts";
import { bernoulliReverseKl, categoricalReverseKl } from "./discrete-kl.ts";
import { reverseKl } from "./reverse-kl.ts";

/** A law that has an exact KL to another one of its family. */
export type Measurable = (Moments & NormalReference) | BernoulliReference | CategoricalReference;

/** What it is measured against. */
export type Reference = NormalReference | BernoulliReference | CategoricalReference;

/**
 * KL(q‖p) of each unit in the closed form of their family: [B, K], or [B, U] for U units of one-hot
 * codes.
 * @throws TypeError for laws of two families
 */
export const exactKlPerUnit = (q: Measurable, p: Reference): tf.Tensor => {
  if ("whiten" in q && "whiten" in p) return reverseKl.perUnit(q, p);
  if ("classes" in q && "classes" in p) return categoricalReverseKl.perUnit(q, p);
  if ("logits" in q && "logits" in p && !("classes" in q) && !("classes" in p))
    return bernoulliReverseKl.perUnit(q, p);
  throw new TypeError("KL(q‖p) is exact for laws of one family, got two");
};
