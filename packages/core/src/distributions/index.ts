// What a distribution can do

export type {
  Distribution,
  Enumerable,
  Prior,
  Relaxable,
  Relaxed,
  Reparameterizable,
  Stoppable,
  WeakDerivative,
  WeaklyDifferentiable,
  WithEntropy,
  WithMean,
} from "./distribution.ts";

// Normal

export { type FullNormal, fullNormal } from "./full-normal.ts";
export type { Moments } from "./moments.ts";
export { type Normal, type NormalPrior, normal, standardNormal } from "./normal.ts";
export { type Components, mixturePrior, normalMixture } from "./normal-mixture.ts";
export type { TwoLayers } from "./two-layers.ts";

// Laplace

export { type Laplace, laplace } from "./laplace.ts";

// Discrete, and their relaxations

export {
  type BernoulliCodes,
  type BernoulliPrior,
  type BernoulliReference,
  bernoulliCodes,
  bernoulliPrior,
  uniformBernoulli,
} from "./bernoulli.ts";
export { type BinaryConcrete, binaryConcrete } from "./binary-concrete.ts";
export {
  type CategoricalCodes,
  type CategoricalOptions,
  type CategoricalPrior,
  type CategoricalReference,
  categoricalCodes,
  categoricalPrior,
  uniformCategorical,
} from "./categorical.ts";
export { type ConcreteOptions, concrete } from "./concrete.ts";

// A point

export { type Point, point } from "./point.ts";
