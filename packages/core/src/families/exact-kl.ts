import type * as tf from "@tensorflow/tfjs";
import type { Divergence } from "../divergences/divergence.ts";
import { families } from "./families.ts";

/**
 * KL(q‖p) of each unit in nats, in the closed form of the family of q and p: [B, K], or [B, U] for U
 * units of one-hot codes.
 * @throws TypeError for distributions of two families
 */
export const exactKlPerUnit = (q: object, p: object): tf.Tensor => {
  const family = Object.values(families).find(({ includes }) => includes(q, p));
  if (family === undefined)
    throw new TypeError("cannot compute an exact KL: no closed form between these two families");
  return (family.reverseKl as Divergence<object, object>).perUnit(q, p);
};

/** Whether KL(q‖p) to a prior has a closed form for the posteriors of the prior's own family. */
export const hasExactKl = (p: object): boolean =>
  Object.values(families).some(({ includes }) => includes(p, p));
