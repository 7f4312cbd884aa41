import * as tf from "@tensorflow/tfjs";
import type { Prior } from "../distributions/distribution.ts";
import { hasExactKl } from "../families/exact-kl.ts";
import { requireParameters } from "../models/checked-input.ts";
import type { VariationalModel } from "../models/model.ts";
import type { Evaluated } from "./evidence-model.ts";

/**
 * Whether the rate KL(q(z|x)‖p(z)) of a model has a closed form, so that `elboTerms` applies to it. It has
 * none for a learned mixture, VampPrior or two layers of codes: `monteCarloElboTerms` estimates it.
 */
export const hasExactRate = (trained: Evaluated<VariationalModel<unknown, Prior>>): boolean => {
  const { model, parameters } = requireParameters(trained);
  return tf.tidy(() => hasExactKl(model.prior(parameters)));
};
