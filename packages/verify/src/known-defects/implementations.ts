import type { Likelihood, Normal } from "@vae-lab/core";
import type { WeightsEstimator } from "@vae-lab/core/estimators";
import type { Functional } from "@vae-lab/core/functionals";
import type { miwae } from "@vae-lab/core/objectives";

/** The two distributions of a divergence. */
export interface Pair {
  readonly q: { readonly mean: number; readonly sd: number };
  readonly p: { readonly mean: number; readonly sd: number };
}

/** The implementations that the matrix checks; a known defect can replace one. */
export interface Implementations {
  /** Its expectation is the IWAE bound. */
  readonly logMeanExp: Functional;
  /** The mean of M bounds of K draws each. */
  readonly miwae: typeof miwae;
  /** −log p(x), the mean over images, from `samples` log weights each. */
  negativeLogLikelihood(
    drawLogWeights: (image: number, count: number) => readonly number[],
    options: { readonly images: number; readonly samples: number; readonly batchSize: number },
  ): number;
  /** Weights [B][B] of q(z_i|x_j) in an estimate of q(z_i) from a minibatch (Chen et al. 2018). */
  stratifiedWeights(batchSize: number, dataSize: number): number[][];
  /** The loss that selects checkpoints, from ‖x − x̂‖² and the rate of an image. */
  selectionLoss(of: {
    readonly squaredError: number;
    readonly rate: number;
    readonly dataSize: number;
  }): number;
  /** One term per draw of noise; their mean estimates KL(p‖q). */
  forwardKlTerms(pair: Pair, noise: Float32Array): Float64Array;
  /** −ELBO of one image from −log p(x|z) of its pixels and the KL of its units. */
  reducedLoss(pixels: readonly number[], units: readonly number[]): number;
  /** Weights that depend on ranks only, increasing (Wang et al. 2018, eq. 7). */
  tailAdaptiveWeights(logWeights: readonly number[]): number[];
  /** Rényi's bound from K draws; each column of log weights is an image. */
  readonly renyi: (alpha: number) => Functional;
  /** The doubly reparameterised gradient of any functional. */
  readonly dreg: () => WeightsEstimator<Normal>;
  /** One term per log p(z)/q(z), z ~ q; their mean estimates JS(q, p). */
  jensenShannonTerms(logRatios: readonly number[]): number[];
  /** N(mean, 1) for each pixel. */
  readonly unitGaussian: Likelihood;
  /** The total correlation of codes from log q(z_ik|x_j), [codes i][images j][units k]. */
  totalCorrelation(logDensities: readonly (readonly (readonly number[])[])[]): number;
}
