// Train something and look at it.

export { type Codes, codes, priorCodes, sampleCodes } from "./evaluation/codes.ts";
export { decode, reconstructionLogLikelihood } from "./evaluation/decode.ts";
export {
  type ElboTerms,
  type ElboTermsOptions,
  elboTerms,
} from "./evaluation/elbo-terms.ts";
export { fit } from "./fit.ts";
export { type RecipeSizes, recipes } from "./recipes.ts";
export { type TrainingEvent, type TrainingOptions, train } from "./train.ts";
export {
  type AutoencoderTrainable,
  parameterisedOf,
  schedulesOf,
  type Trainable,
  type VaeKind,
  type VaeKinds,
  type VaeTrainable,
} from "./trainable.ts";
export { type PlainTensor, parametersOf, restore, type Trained, trainedWith } from "./trained.ts";

// Judge it: log p(x) and how far from it the bounds are, always at beta = 1.

export {
  type AggregatePosterior,
  type AggregatePosteriorOptions,
  aggregatePosterior,
  type MutualInformation,
} from "./evaluation/aggregate-posterior.ts";
export {
  type Annealed,
  type AnnealingOptions,
  annealedLowerBound,
  bidirectionalBounds,
} from "./evaluation/annealing.ts";
export {
  type EnumerableModel,
  type Enumeration,
  enumeration,
} from "./evaluation/enumeration.ts";
export { type Estimate, logSumExp } from "./evaluation/estimate.ts";
export type { Evaluated, GenerativeModel, InferenceModel } from "./evaluation/evidence-model.ts";
export {
  type Extrapolated,
  type ExtrapolationOptions,
  extrapolateLadder,
} from "./evaluation/extrapolate-ladder.ts";
export { type Gap, type GapSplit, type GapSplitOptions, gapSplit } from "./evaluation/gap-split.ts";
export {
  type IwaeLadder,
  type IwaeLadderOptions,
  type IwaeRung,
  iwaeLadder,
} from "./evaluation/iwae-ladder.ts";
export { type Kernel, type RunKernel, runEagerly, type TensorTree } from "./evaluation/kernel.ts";
export { linearGaussian } from "./evaluation/linear-gaussian.ts";
export { paretoK } from "./evaluation/pareto-k.ts";
export { type Quadrature, type QuadratureOptions, quadrature } from "./evaluation/quadrature.ts";
export { type DrawingModel, simulatedData } from "./evaluation/simulated-data.ts";
export type {
  DiagonalNormal,
  LinearGaussian,
  LinearGaussianAt,
} from "./exact/linear-gaussian.ts";
export { mixtureEntropy, type NormalMixture } from "./exact/mixture-entropy.ts";

// Posteriors that are found anew for each x, alone or after an encoder.

export type { AscentOptions } from "./posteriors/ascend.ts";
export { type PerObservationOptions, perObservation } from "./posteriors/per-observation.ts";
export { type RefineOptions, refine } from "./posteriors/refine.ts";
export { semiAmortised } from "./posteriors/semi-amortised.ts";

// Models: who is p and who is q.

export { autoencoder, denoisingAutoencoder } from "./models/autoencoder.ts";
export {
  type Body,
  convolutionalBody,
  denseBody,
  type ImageOptions,
  type MakeBody,
} from "./models/body.ts";
export { convolutionalDecoder } from "./models/convolutional-decoder.ts";
export { type Corruption, gaussianNoise, maskingNoise } from "./models/corruption.ts";
export { type Decoder, denseDecoder, type MakeDecoder, networkDecoder } from "./models/decoder.ts";
export { bernoulliVae, categoricalVae, type DiscreteVaeOptions } from "./models/discrete-vae.ts";
export {
  type HierarchicalOptions,
  type HierarchicalVae,
  hierarchicalVae,
} from "./models/hierarchical-vae.ts";
export { type LinearVaeOptions, linearVae } from "./models/linear-vae.ts";
export { type MaskedDecoderOptions, maskedDecoder } from "./models/masked-decoder.ts";
export type {
  Autoencoder,
  BernoulliVae,
  CategoricalVae,
  LatentModel,
  Model,
  Vae,
  VariationalModel,
} from "./models/model.ts";
export {
  binarisedAnew,
  dynamicallyBinarised,
  type Observation,
} from "./models/observation.ts";
export { skipDecoder } from "./models/skip-decoder.ts";
export { type ModelOptions, vae } from "./models/vae.ts";

// Priors other than N(0, I): they take the place of a model's.

export { withMixturePrior } from "./priors/with-mixture-prior.ts";
export { type VampPriorOptions, withVampPrior } from "./priors/with-vamp-prior.ts";

// Likelihoods: how data follow from what the decoder puts out.

export { bernoulli } from "./likelihoods/bernoulli.ts";
export { type BitsOptions, bitsPerDimension } from "./likelihoods/bits-per-dimension.ts";
export { continuousBernoulli } from "./likelihoods/continuous-bernoulli.ts";
export {
  discretisedLogistic,
  type Levels,
  perPixelDiscretisedLogistic,
} from "./likelihoods/discretised-logistic.ts";
export { gaussian } from "./likelihoods/gaussian.ts";
export { learnedGaussian } from "./likelihoods/gaussian-learned.ts";
export { optimalGaussian } from "./likelihoods/gaussian-optimal.ts";
export { perPixelGaussian } from "./likelihoods/gaussian-per-pixel.ts";
export type {
  DataSpace,
  LearnedLikelihood,
  Likelihood,
  OutputLaw,
} from "./likelihoods/likelihood.ts";
export { lowRankGaussian } from "./likelihoods/low-rank-gaussian.ts";
export { isNormalised, type Measure, requireNormalised } from "./likelihoods/measure.ts";

// Objectives: what is maximised, and the divergences that pull q(z|x) to p(z).

export { amari } from "./divergences/amari.ts";
export { type ChiSquaredOptions, chiSquared } from "./divergences/chi-squared.ts";
export {
  bernoulliForwardKl,
  bernoulliReverseKl,
  categoricalForwardKl,
  categoricalReverseKl,
} from "./divergences/discrete-kl.ts";
export type { Divergence } from "./divergences/divergence.ts";
export { forwardKl } from "./divergences/forward-kl.ts";
export {
  dualGeometricJs,
  type GeometricJsOptions,
  geometricJs,
} from "./divergences/geometric-js.ts";
export { halfJeffreys } from "./divergences/half-jeffreys.ts";
export { jeffreys } from "./divergences/jeffreys.ts";
export {
  jsPerUnitSum,
  type QuadratureJsOptions,
  quadratureJs1d,
} from "./divergences/js-per-unit-sum.ts";
export {
  type MonteCarloDivergence,
  type MonteCarloOptions,
  monteCarloForwardKl,
  monteCarloGeometricJs,
  monteCarloJeffreys,
  monteCarloJs,
  monteCarloReverseKl,
  monteCarloSquaredHellinger,
  monteCarloTotalVariation,
} from "./divergences/monte-carlo.ts";
export {
  type MonteCarloRenyiOptions,
  monteCarloAmari,
  monteCarloChiSquared,
  monteCarloRenyi,
} from "./divergences/monte-carlo-renyi.ts";
export { type Direction, type RenyiOptions, renyiDivergence } from "./divergences/renyi.ts";
export { reverseKl } from "./divergences/reverse-kl.ts";
export { squaredHellinger } from "./divergences/squared-hellinger.ts";
export { totalVariationPerUnitSum } from "./divergences/total-variation-per-unit-sum.ts";
export type { Joint } from "./joint.ts";
export { type AggregateElboOptions, aggregateElbo } from "./objectives/aggregate-elbo.ts";
export {
  type EffectiveBeta,
  type EffectiveBetaOptions,
  effectiveBeta,
  type LossConvention,
  type Reduction,
} from "./objectives/effective-beta.ts";
export { bernoulliElbo, categoricalElbo, type ElboOptions, elbo } from "./objectives/elbo.ts";
export {
  type ImportanceWeightedOptions,
  importanceWeighted,
  type WeightsObjective,
} from "./objectives/importance-weighted.ts";
export {
  ciwae,
  iwae,
  miwae,
  monteCarloElbo,
  vrAlpha,
} from "./objectives/importance-weighted-bounds.ts";
export { type LibraryConvention, libraryConventions } from "./objectives/library-conventions.ts";
export type { Bound, Objective, Scheduled } from "./objectives/objective.ts";
export { reconstructionOnly } from "./objectives/reconstruction-only.ts";
export {
  type OwnGradientObjective,
  type ReweightedWakeSleepOptions,
  reweightedWakeSleep,
} from "./objectives/reweighted-wake-sleep.ts";
export { aggregateKl } from "./regularisers/aggregate-kl.ts";
export type { AggregateRegulariser } from "./regularisers/aggregate-regulariser.ts";
export { inverseMultiquadric, type Kernel as MmdKernel, rbf } from "./regularisers/kernels.ts";
export { mmd, squaredMmd } from "./regularisers/mmd.ts";

// What keeps codes in use, each a change of a regulariser or of a model.

export {
  type BatchNormalisedMeanOptions,
  normalisedRate,
  withBatchNormalisedMean,
} from "./prevention/batch-normalised-mean.ts";
export {
  type CommittedRateOptions,
  committedRate,
  withCommittedRate,
} from "./prevention/committed-rate.ts";
export { type FreeBitsOptions, freeBits } from "./prevention/free-bits.ts";
export { type LaggingOptions, lagging } from "./prevention/lagging.ts";
export { withVarianceFloor } from "./prevention/variance-floor.ts";

// Schedules: numbers that change from step to step.

export { atThisStep, type Coefficient, changing } from "./objectives/coefficient.ts";
export { type ControlVaeOptions, controlVae } from "./schedules/control-vae.ts";
export type { Controller, Measured } from "./schedules/controller.ts";
export { cosine } from "./schedules/cosine.ts";
export { type CyclicalOptions, cyclical } from "./schedules/cyclical.ts";
export { linear, type RampOptions } from "./schedules/linear.ts";
export type { MultiplierOptions } from "./schedules/multiplier.ts";
export { constant, type Schedule, valuesAt } from "./schedules/schedule.ts";
export { type TargetRateOptions, targetRate } from "./schedules/target-rate.ts";
export {
  type TargetReconstructionOptions,
  targetReconstruction,
} from "./schedules/target-reconstruction.ts";

// Estimators: how the gradient of an expectation is got, and the laws they take.

export {
  type BernoulliCodes,
  type BernoulliPrior,
  type BernoulliReference,
  bernoulliCodes,
  bernoulliPrior,
  fairCoins,
} from "./distributions/bernoulli.ts";
export { type BinaryConcrete, binaryConcrete } from "./distributions/binary-concrete.ts";
export {
  type CategoricalCodes,
  type CategoricalOptions,
  type CategoricalPrior,
  type CategoricalReference,
  categoricalCodes,
  categoricalPrior,
  uniformClasses,
} from "./distributions/categorical.ts";
export { concrete } from "./distributions/concrete.ts";
export type {
  Distribution,
  Enumerable,
  Prior,
  Relaxable,
  Relaxed,
  Reparameterizable,
  WeakDerivative,
  WeaklyDifferentiable,
  WithEntropy,
  WithMean,
} from "./distributions/distribution.ts";
export { type FullNormal, fullNormal } from "./distributions/full-normal.ts";
export { type Laplace, laplace } from "./distributions/laplace.ts";
export {
  type Moments,
  type Normal,
  type NormalPrior,
  normal,
  standardNormal,
} from "./distributions/normal.ts";
export { type Components, mixturePrior, normalMixture } from "./distributions/normal-mixture.ts";
export { type Point, point } from "./distributions/point.ts";
export type { TwoLayers } from "./distributions/two-layers.ts";
export { type Baseline, inputBaseline, runningMean } from "./estimators/baseline.ts";
export { baselinedScoreFunction, nvil } from "./estimators/baselined-score-function.ts";
export type { Estimator } from "./estimators/estimator.ts";
export { type GumbelSoftmaxOptions, gumbelSoftmax } from "./estimators/gumbel-softmax.ts";
export type { Learned } from "./estimators/learned.ts";
export { learnedRebar } from "./estimators/learned-rebar.ts";
export { measureValued } from "./estimators/measure-valued.ts";
export { pathwise } from "./estimators/pathwise.ts";
export { type RebarOptions, rebar } from "./estimators/rebar.ts";
export { type ScoreFunctionOptions, scoreFunction } from "./estimators/score-function.ts";
export { straightThrough } from "./estimators/straight-through.ts";

// Data: what is done to images before a model sees them.

export { binarised } from "./data/binarised.ts";
export { dequantised } from "./data/dequantised.ts";
export { meanPooled, type Pooling } from "./data/mean-pooled.ts";

// Functionals of the log-weights of K draws, and how the gradient of their expectation is got.

export { dreg } from "./estimators/dreg.ts";
export { pathwiseWeights } from "./estimators/pathwise-weights.ts";
export {
  type ScoreFunctionWeightsOptions,
  scoreFunctionWeights,
} from "./estimators/score-function-weights.ts";
export { stickingTheLanding } from "./estimators/sticking-the-landing.ts";
export { type VimcoOptions, vimco } from "./estimators/vimco.ts";
export type {
  Estimated,
  Weighed,
  Weights,
  WeightsEstimator,
} from "./estimators/weights-estimator.ts";
export { convexCombination } from "./functionals/convex-combination.ts";
export type { Functional } from "./functionals/functional.ts";
export { logMeanExp } from "./functionals/log-mean-exp.ts";
export { mean } from "./functionals/mean.ts";
export { type Curve, ofMeanWeight } from "./functionals/of-mean-weight.ts";
export { renyi } from "./functionals/renyi.ts";

// Which objective, estimator and law go together, and why others do not.

export type { Capability, LawKind, Laws } from "./capabilities.ts";
export {
  allPairs,
  type EstimatorKind,
  estimatorKinds,
  type Fits,
  type ObjectiveKind,
  objectiveKinds,
  type Pair,
  type Verdict,
  verdictOn,
} from "./pairs.ts";

// Optimizers, and the one place where all meet.

export { type Loss, lossOf, type Terms } from "./loss.ts";
export type { Minibatch } from "./minibatch.ts";
export { type AdamOptions, adam } from "./optimizers/adam.ts";
export { type AdamWOptions, adamw } from "./optimizers/adamw.ts";
export type {
  AdamRule,
  AdamWRule,
  Optimizer,
  OptimizerRule,
  OptimizerState,
  SgdRule,
} from "./optimizers/optimizer.ts";
export { type SgdOptions, sgd } from "./optimizers/sgd.ts";
export {
  lossAndGradients,
  type Measures,
  measuresOf,
  NonFiniteError,
  type TermName,
  type TrainingState,
  trainStep,
} from "./train-step.ts";

// Other ways to make the same steps.

export {
  eagerSteps,
  type MakeSteps,
  type Steps,
  type StepsOptions,
  totalStepsOf,
} from "./steps.ts";
export { type Streams, streamsOf } from "./streams.ts";

// Exact numbers in double precision, that all else is checked against.

export { bernoulliOnset, collapseIsStable } from "./exact/collapse-onset.ts";
export {
  type CosineLaw,
  cosineCrossover,
  pathwiseOfCosine,
  scoreOfCosine,
} from "./exact/cosine-gradients.ts";
export { erf, erfc } from "./exact/error-function.ts";
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
} from "./exact/linear-vae.ts";
export {
  type ExpectedDivergence,
  expectedByQuadrature,
  expectedExponential,
  expectedQuadratic,
  type LinearVaeMinimum,
  type LinearVaeMinimumOptions,
  linearVaeMinimum,
} from "./exact/linear-vae-minimum.ts";
export { normalDivergences } from "./exact/normal-divergences.ts";
export type { ExactDivergence, NormalLaw } from "./exact/normal-law.ts";
export { imqMmd, type NormalLaws, rbfMmd } from "./exact/normal-mmd.ts";
export {
  gaussHermite,
  type IntegralOptions,
  integral,
  meanUnder,
  type Rule,
} from "./exact/quadrature.ts";
export {
  type GradientMoments,
  pathwiseOfPower,
  scoreOfPower,
  shareBeyond,
} from "./exact/score-tail.ts";
export { expectedLogMeanWeight, expectedSelfNormalised } from "./exact/weight-moments.ts";

// What all rooms share.

export { type Checkpoint, decodeSafetensors, encodeSafetensors } from "./checkpoint.ts";
export {
  gradientOnly,
  inPlaceOf,
  throughDraws,
  withGradient,
  withoutGradient,
} from "./gradients.ts";
export {
  type ConvolutionOptions,
  convolution,
  transposedConvolution,
} from "./networks/convolution.ts";
export { dense } from "./networks/dense.ts";
export {
  glorotUniform,
  heNormal,
  type Initialiser,
  lecunNormal,
} from "./networks/initialiser.ts";
export { mlp, relu } from "./networks/mlp.ts";
export {
  type Network,
  type Parameterised,
  type Parameters,
  trainedNames,
} from "./networks/parameters.ts";
export { type PhiloxRng, type Rng, rng } from "./random.ts";
export { type Axes, assertShape, ShapeError } from "./shapes.ts";
export { encodeSnapshot, requireSnapshotOf, type Snapshot, snapshotIn } from "./snapshot.ts";
