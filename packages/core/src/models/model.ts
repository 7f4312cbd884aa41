import type * as tf from "@tensorflow/tfjs";
import type { Minibatch } from "../data/minibatch.ts";
import type { Prior } from "../distributions/distribution.ts";
import type { Normal, NormalPrior } from "../distributions/normal.ts";
import type { Point } from "../distributions/point.ts";
import type { TwoLayers } from "../distributions/two-layers.ts";
import type { FamilyName, PosteriorOf, PriorOf } from "../families/families.ts";
import type { Parameters } from "../networks/parameters.ts";
import type { Corruption } from "./corruption.ts";
import type { Decoder } from "./decoder.ts";
import type { Observation } from "./observation.ts";

/** An encoder and a decoder. */
export interface LatentModel<Q> extends Decoder {
  readonly dataSize: number;
  readonly latentSize: number;
  /** q(z|x): [B, D] → a distribution over [B, K]. */
  posterior(parameters: Parameters, x: tf.Tensor): Q;
  /**
   * q(z|x) in a training step, where it differs: it may depend on statistics of the minibatch, or on
   * parameters per row.
   */
  posteriorInTraining?(parameters: Parameters, minibatch: Minibatch): Q;
  /**
   * Recomputes the non-trainable parameters that depend on the whole training set. Called before a
   * model in training is handed out. The caller disposes them.
   */
  refreshStatistics?(parameters: Parameters, data: Float32Array): Parameters;
  /** Corruption of the encoder's input in training. */
  readonly corruption?: Corruption;
  /** Transformation of the data in training, for encoder and likelihood alike. */
  readonly observation?: Observation;
}

/** A model with an approximate posterior q(z|x) and a prior p(z). */
export interface VariationalModel<Q, P> extends LatentModel<Q> {
  prior(parameters: Parameters): P;
}

/** A VAE with a diagonal normal posterior. */
export interface Vae extends VariationalModel<Normal, NormalPrior> {}

/** A VAE whose posterior and prior are of one of these families, any of them by default. */
export type FamilyVae<F extends FamilyName = FamilyName> = {
  [Name in F]: VariationalModel<PosteriorOf<Name>, PriorOf<Name>>;
}[F];

/** A model with a deterministic code. */
export interface Autoencoder extends LatentModel<Point> {}

/** A model of any kind that can be trained and evaluated. */
export type Model = VariationalModel<PosteriorOf<FamilyName> | TwoLayers, Prior> | Autoencoder;
