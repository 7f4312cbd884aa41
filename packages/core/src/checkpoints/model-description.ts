import type { AffineTransform } from "../data/affine-transform.ts";
import type { SampleShape } from "../data/sample-shape.ts";
import type { CommittedRateOptions } from "../posteriors/committed-rate.ts";

/** A likelihood by name, with its options. */
export type LikelihoodDescription =
  | { readonly kind: "bernoulli" }
  | { readonly kind: "continuous-bernoulli" }
  | { readonly kind: "gaussian"; readonly variance: number }
  | { readonly kind: "learned-gaussian" }
  | { readonly kind: "optimal-gaussian" }
  | { readonly kind: "per-pixel-gaussian"; readonly floor: number }
  | { readonly kind: "discretised-logistic"; readonly levels?: number }
  | { readonly kind: "per-pixel-discretised-logistic"; readonly levels?: number };

/** A constraint on a normal q(z|x), or another way to find it, by name, with its options. */
export type PosteriorDescription =
  | ({ readonly kind: "committed-rate" } & CommittedRateOptions)
  | { readonly kind: "batch-normalised-mean"; readonly scale?: number }
  | { readonly kind: "variance-floor"; readonly logVariance: number }
  | { readonly kind: "semi-amortised"; readonly steps: number; readonly samples?: number }
  | {
      readonly kind: "per-observation";
      /** The number of training examples. */
      readonly rows: number;
      readonly steps?: number;
      readonly samples?: number;
    };

/** A corruption of a denoising autoencoder's input by name, with its options. */
export type CorruptionDescription =
  | { readonly kind: "gaussian"; readonly sd: number }
  | { readonly kind: "masking"; readonly rate: number };

/** What all models have: their networks, and the data they are for. */
export interface NetworkDescription {
  readonly sample: SampleShape;
  /** How data become what the model takes, undone on what it puts out. Default: they are the same. */
  readonly transform?: AffineTransform;
  /** Number of latent units. */
  readonly latentSize: number;
  /** Widths of the encoder's hidden layers; the decoder reverses them. */
  readonly hidden: readonly number[];
  readonly likelihood: LikelihoodDescription;
  /** Default: dense. */
  readonly encoder?: "dense" | "convolutional";
  /** Default: dense. */
  readonly decoder?: "dense" | "skip" | "convolutional" | "autoregressive";
  /** The distribution of initial weights. Default: glorot-uniform. */
  readonly initialisation?: "glorot-uniform" | "lecun-normal" | "he-normal";
}

/** The classes that a conditional model is given with its data: y in q(z|x, y) and p(x|z, y). */
export interface ConditionDescription {
  readonly kind: "labels";
  /** The names of the classes, at least two. Label n is the n-th of them, from 0. */
  readonly classes: readonly string[];
  /** The share of each class in the training data, p(y). */
  readonly shares: readonly number[];
}

/** A learned prior of normal codes by name, with its number of components. */
export type PriorDescription =
  | { readonly kind: "mixture"; readonly components: number }
  | { readonly kind: "vamp"; readonly components: number };

/** A VAE whose q(z|x) is diagonal normal and whose prior is N(0, I). */
export interface NormalVaeDescription extends NetworkDescription {
  readonly kind: "vae";
  readonly family: "normal";
  readonly prior?: undefined;
  readonly posterior?: PosteriorDescription;
  /** Of a conditional VAE. Default: the model is of the data alone. */
  readonly condition?: ConditionDescription;
  /** An upper bound on ln σ² of q(z|x). Default: none. */
  readonly maxLogVariance?: number;
}

/** A VAE whose q(z|x) is diagonal normal and whose prior is learned: KL(q‖p) has no closed form. */
export interface LearnedPriorVaeDescription
  extends Omit<NormalVaeDescription, "prior" | "posterior" | "condition"> {
  readonly prior: PriorDescription;
  /** A floor for the variance is the only constraint that does not rest on the prior N(0, I). */
  readonly posterior?: Extract<PosteriorDescription, { kind: "variance-floor" }>;
  readonly condition?: undefined;
}

/** A VAE with two layers of normal latent units, the lower one of `latentSize` units. */
export interface TwoLayerVaeDescription extends NetworkDescription {
  readonly kind: "vae";
  readonly family: "two-layers";
  /** Number of units of the upper layer. */
  readonly topSize: number;
  /** Widths of the hidden layers between both layers. Default: none. */
  readonly between?: readonly number[];
  /** An upper bound on ln σ² of q(z|x) in both layers. Default: none. */
  readonly maxLogVariance?: number;
}

/** A VAE with Bernoulli latent units. */
export interface BernoulliVaeDescription extends NetworkDescription {
  readonly kind: "vae";
  readonly family: "bernoulli";
  /** Default: standard, the uniform one. */
  readonly prior?: "standard" | "learned";
}

/** A VAE with categorical latent units. */
export interface CategoricalVaeDescription extends NetworkDescription {
  readonly kind: "vae";
  readonly family: "categorical";
  /** Classes of each unit. */
  readonly classes: number;
  /** Default: standard, the uniform one. */
  readonly prior?: "standard" | "learned";
}

/** A deterministic autoencoder. */
export interface AutoencoderDescription extends NetworkDescription {
  readonly kind: "autoencoder";
}

/** A denoising autoencoder. */
export interface DenoisingAutoencoderDescription extends NetworkDescription {
  readonly kind: "denoising-autoencoder";
  readonly corruption: CorruptionDescription;
}

/**
 * All that is needed to build a model, as plain JSON: what a checkpoint says of its parameters.
 * `buildModel` builds the model.
 */
export type ModelDescription =
  | NormalVaeDescription
  | LearnedPriorVaeDescription
  | TwoLayerVaeDescription
  | BernoulliVaeDescription
  | CategoricalVaeDescription
  | AutoencoderDescription
  | DenoisingAutoencoderDescription;
