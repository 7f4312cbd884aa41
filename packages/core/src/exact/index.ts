// Normal divergences

export { normalDivergences } from "./normal-divergences.ts";
export { klToStandardNormal } from "./normal-kl.ts";
export { type DiagonalNormalUnits, imqMmd, rbfMmd } from "./normal-mmd.ts";
export type { ExactDivergence, UnivariateNormal } from "./univariate-normal.ts";

// Linear VAEs

export { bernoulliOnset, collapseIsStable } from "./collapse-onset.ts";
export type { DiagonalNormal, LinearGaussian, LinearGaussianAt } from "./linear-gaussian.ts";
export {
  forwardKlUnit,
  halfJeffreysUnit,
  type LinearVaeOptimum,
  type LinearVaeSpectrum,
  type LinearVaeUnit,
  learnedVariance,
  linearVaeOptimum,
  linearVaeUnit,
  reverseKlUnit,
} from "./linear-vae.ts";
export {
  type ExpectedDivergence,
  expectedByQuadrature,
  expectedExponential,
  expectedQuadratic,
  type LinearVaeMinimum,
  type LinearVaeMinimumOptions,
  linearVaeMinimum,
} from "./linear-vae-minimum.ts";

// Gradient noise

export {
  type CosineExpectation,
  cosineCrossover,
  pathwiseOfCosine,
  scoreOfCosine,
} from "./cosine-gradients.ts";
export { type GradientMoments, pathwiseOfPower, scoreOfPower, shareBeyond } from "./score-tail.ts";
export { expectedLogMeanWeight, expectedSelfNormalised } from "./weight-moments.ts";

// Mixtures

export { mixtureEntropy, type NormalMixture } from "./mixture-entropy.ts";

// Numerical methods

export { erf, erfc } from "./error-function.ts";
export { goldenSection } from "./golden-section.ts";
export {
  gaussHermite,
  type IntegralOptions,
  integral,
  meanUnder,
  type Rule,
} from "./quadrature.ts";
