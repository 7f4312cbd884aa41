import type * as tf from "@tensorflow/tfjs";
import {
  type BernoulliCodes,
  type BernoulliPrior,
  bernoulliCodes,
  bernoulliPrior,
  uniformBernoulli,
} from "../distributions/bernoulli.ts";
import { bernoulliForwardKl, bernoulliReverseKl } from "../divergences/bernoulli-kl.ts";
import type { PosteriorFamily } from "./posterior-family.ts";

const isBernoulli = (distribution: object): boolean =>
  "logits" in distribution && !("classes" in distribution);

/** Bernoulli posteriors over {0, 1}^K; the standard prior has p = ½ for every unit. */
export const bernoulliFamily: PosteriorFamily<BernoulliCodes, BernoulliPrior> = {
  name: "bernoulli",
  optionNames: {},
  heads: ["logits"],
  codeSize: (units) => units,
  posterior: () => (heads) => {
    const [logits] = heads as readonly [tf.Tensor];
    return bernoulliCodes(logits);
  },
  standardPrior: () => uniformBernoulli,
  learnedPrior: bernoulliPrior,
  reverseKl: bernoulliReverseKl,
  forwardKl: bernoulliForwardKl,
  includes: (q, p) => isBernoulli(q) && isBernoulli(p),
};
