import type * as tf from "@tensorflow/tfjs";
import type { Minibatch } from "../data/minibatch.ts";
import type { BernoulliCodes, BernoulliPrior } from "../distributions/bernoulli.ts";
import type { CategoricalCodes, CategoricalPrior } from "../distributions/categorical.ts";
import type { Prior } from "../distributions/distribution.ts";
import type { Normal, NormalPrior } from "../distributions/normal.ts";
import type { Point } from "../distributions/point.ts";
import type { TwoLayers } from "../distributions/two-layers.ts";
import type { Parameters } from "../networks/parameters.ts";
import type { Corruption } from "./corruption.ts";
import type { Decoder } from "./decoder.ts";
import type { Observation } from "./observation.ts";

/** An encoder and a decoder. */
export interface LatentModel<Q> extends Decoder {
  readonly dataSize: number;
  readonly latentSize: number;
  /** q(z|x): [B, D] → a law over [B, K]. */
  posterior(parameters: Parameters, x: tf.Tensor): Q;
  /**
   * q(z|x) of a training step, where it is another: from the statistics of the minibatch, or from
   * parameters that each row has for itself.
   */
  posteriorInTraining?(parameters: Parameters, minibatch: Minibatch): Q;
  /**
   * Those untrained parameters that follow from the whole training set and the others: evaluated
   * before a model in training is shown. The caller disposes them.
   */
  refreshStatistics?(parameters: Parameters, data: Float32Array): Parameters;
  /** What is done to the encoder's input while it is trained. */
  readonly corruption?: Corruption;
  /** What encoder and likelihood see of the data while they are trained. */
  readonly observation?: Observation;
}

/** A model with a law for its codes, q(z|x), and one for what they should be, p(z). */
export interface VariationalModel<Q, P> extends LatentModel<Q> {
  prior(parameters: Parameters): P;
}

/** Codes that are diagonal normal, as the essay's. */
export interface Vae extends VariationalModel<Normal, NormalPrior> {}

/** Codes that are coins. */
export interface BernoulliVae extends VariationalModel<BernoulliCodes, BernoulliPrior> {}

/** One-hot codes. */
export interface CategoricalVae extends VariationalModel<CategoricalCodes, CategoricalPrior> {}

/** A model whose code is a single place. */
export interface Autoencoder extends LatentModel<Point> {}

export type Model =
  | VariationalModel<Normal | TwoLayers, Prior>
  | BernoulliVae
  | CategoricalVae
  | Autoencoder;
