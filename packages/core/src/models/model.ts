import type * as tf from "@tensorflow/tfjs";
import type { Normal, NormalReference } from "../distributions/normal.ts";
import type { Point } from "../distributions/point.ts";
import type { Likelihood } from "../likelihoods/likelihood.ts";
import type { Minibatch } from "../minibatch.ts";
import type { Parameterised, Parameters } from "../networks/parameters.ts";
import type { Corruption } from "./corruption.ts";

/** An encoder, a decoder, and how data follow from what the decoder puts out. */
export interface LatentModel<Q> extends Parameterised {
  readonly dataSize: number;
  readonly latentSize: number;
  readonly likelihood: Likelihood;
  /** q(z|x): [B, D] → a law over [B, K]. */
  posterior(parameters: Parameters, x: tf.Tensor): Q;
  /**
   * q(z|x) of a training step, where it is another: from the statistics of the minibatch, or from
   * parameters that each row has for itself.
   */
  posteriorInTraining?(parameters: Parameters, minibatch: Minibatch): Q;
  /** log p(x|z): z [S, B, K] and x [B, D] → [S, B], in nats. */
  logLikelihood(parameters: Parameters, z: tf.Tensor, x: tf.Tensor): tf.Tensor;
  /** log p(x|z) of all pairs, z [G, K] and x [B, D] → [B, G], where there is a fast way to it. */
  logLikelihoodTable?(parameters: Parameters, z: tf.Tensor, x: tf.Tensor): tf.Tensor;
  /** What the likelihood takes: z [S, B, K] → [S, B, D]. */
  decode(parameters: Parameters, z: tf.Tensor): tf.Tensor;
  /** What is done to the encoder's input while it is trained. */
  readonly corruption?: Corruption;
}

/** A model with a law for its codes, q(z|x), and one for what they should be, p(z). */
export interface VariationalModel<Q, P> extends LatentModel<Q> {
  readonly prior: P;
}

/** Codes that are diagonal normal, as the essay's. */
export interface Vae extends VariationalModel<Normal, NormalReference> {}

/** A model whose code is a single place. */
export interface Autoencoder extends LatentModel<Point> {}

export type Model = Vae | Autoencoder;
