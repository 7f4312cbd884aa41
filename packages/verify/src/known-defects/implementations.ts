import type { Likelihood, Normal } from "@vae-lab/core";
import type { WeightsEstimator } from "@vae-lab/core/estimators";
import type { Functional } from "@vae-lab/core/functionals";
import type { miwae } from "@vae-lab/core/objectives";

/** A draw of z ~ q by its noise, and where the two laws are. */
export interface Pair {
  readonly q: { readonly mean: number; readonly sd: number };
  readonly p: { readonly mean: number; readonly sd: number };
}

/** What the laws of the matrix are asked of, each by one signature, so that a defect can stand in. */
export interface Implementations {
  /** Whose expectation is IWAE's bound. */
  readonly logMeanExp: Functional;
  /** The mean of M bounds of K draws each. */
  readonly miwae: typeof miwae;
  /** −log p(x), the mean over images, from `samples` log weights each. */
  negativeLogLikelihood(
    drawLogWeights: (image: number, count: number) => readonly number[],
    options: { readonly images: number; readonly samples: number; readonly batchSize: number },
  ): number;
  /** What weighs q(z_i|x_j) in an estimate of q(z_i) from a minibatch: [B][B] (Chen et al. 2018). */
  stratifiedWeights(batchSize: number, dataSize: number): number[][];
  /** By which checkpoints are chosen, from ‖x − x̂‖² and the rate of an image; less is better. */
  selectionLoss(of: {
    readonly squaredError: number;
    readonly rate: number;
    readonly dataSize: number;
  }): number;
  /** One term for each draw of noise; their mean estimates KL(p‖q). */
  forwardKlTerms(pair: Pair, noise: Float32Array): Float64Array;
  /** −ELBO of one image from its pixels' −log p(x|z) and its units' KL. */
  reducedLoss(pixels: readonly number[], units: readonly number[]): number;
  /** Weights that depend on ranks alone, the largest for the largest (Wang et al. 2018, eq. 7). */
  tailAdaptiveWeights(logWeights: readonly number[]): number[];
  /** Rényi's bound by K draws; each column of log-weights is an image. */
  readonly renyi: (alpha: number) => Functional;
  /** The gradient of any functional along paths alone. */
  readonly dreg: () => WeightsEstimator<Normal>;
  /** One term for each log p(z)/q(z), z ~ q; their mean estimates JS(q, p). */
  jensenShannonTerms(logRatios: readonly number[]): number[];
  /** N(mean, 1) for each pixel. */
  readonly unitGaussian: Likelihood;
  /** The total correlation of codes from log q(z_ik|x_j), [codes i][images j][units k]. */
  totalCorrelation(logDensities: readonly (readonly (readonly number[])[])[]): number;
}
