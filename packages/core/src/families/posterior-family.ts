import type * as tf from "@tensorflow/tfjs";
import type { Divergence } from "../divergences/divergence.ts";
import type { OptionNames } from "../options.ts";

/**
 * A family of distributions for q(z|x), with all that models, objectives and evaluation need to know
 * of it: how an encoder's outputs become a posterior, the priors that have an exact KL to it, and that
 * KL in both directions. Q is the posterior's type, P the prior's, and O holds options of the family's
 * own, such as the number of classes.
 */
export interface PosteriorFamily<Q, P, O extends object = object> {
  readonly name: string;
  /** The names of the family's own options, each required or optional. */
  readonly optionNames: OptionNames<O>;
  /** Names of the encoder's heads: the layers whose outputs, [B, K] each, parameterise q(z|x). */
  readonly heads: readonly string[];
  /** K, the length of a code of `units` latent units. */
  codeSize(units: number, options: O): number;
  /** The function from the outputs of the heads, [B, K] each in their order, to q(z|x). */
  posterior(options: O): (heads: readonly tf.Tensor[]) => Q;
  /** p(z) without parameters, such as N(0, I). */
  standardPrior(options: O): P;
  /** p(z) with trained logits [K]; absent where the family has none. */
  learnedPrior?(logits: tf.Tensor, options: O): P;
  /** KL(q(z|x)‖p(z)) in closed form, in nats. */
  readonly reverseKl: Divergence<Q, P>;
  /** KL(p(z)‖q(z|x)) in closed form, in nats. */
  readonly forwardKl: Divergence<Q, P>;
  /** Whether both are of this family, so that its KL applies to them. */
  includes(q: object, p: object): boolean;
}
