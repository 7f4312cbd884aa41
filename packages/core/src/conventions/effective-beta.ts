import { requireCount, requireNotNegative, requireOneOf, requirePositive } from "../arguments.ts";

const reductions = ["sum", "mean"] as const;

/** How terms per pixel or per unit are reduced to one number. */
export type Reduction = (typeof reductions)[number];

/** A loss as a program defines it: weight · reduced reconstruction error + weight · reduced KL. */
export interface LossConvention {
  readonly reconstruction: {
    /** (x − x̂)² without a factor ½, or −log p(x|z). */
    readonly of: "squared-error" | "negative-log-likelihood";
    /** The reduction over pixels. */
    readonly reduction: Reduction;
    /** Default: 1. */
    readonly weight?: number;
  };
  readonly kl: {
    /** The reduction over latent units. */
    readonly reduction: Reduction;
    /** The program's own weight, called beta, kld_weight or the like. Default: 1. */
    readonly weight?: number;
  };
  /** D, the number of pixels times channels. */
  readonly dataSize: number;
  /** K, the number of latent units. */
  readonly latentSize: number;
}

/** Options of `effectiveBeta`. */
export interface EffectiveBetaOptions extends LossConvention {
  /**
   * σ² of the Gaussian likelihood. A squared error is the log-likelihood of any variance up to a factor;
   * its default is 1. For a negative log-likelihood, give the variance of a Gaussian one; without it
   * there is no tau.
   */
  readonly variance?: number;
}

/** A loss in the form scale · (−E log p(x|z) + beta · KL(q(z|x)‖p(z))), in nats per example. */
export interface EffectiveBeta {
  /** The weight of the rate; 1 for the ELBO. */
  readonly beta: number;
  /** beta · σ², which alone determines the optimum of a Gaussian decoder. Absent for other likelihoods. */
  readonly tau?: number;
  /** The factor of the loss and its gradients. */
  readonly scale: number;
}

/**
 * The beta that a loss trains: the weight of KL after the loss is written in nats per example, whatever
 * it sums or averages.
 * @throws RangeError for sizes that are not whole numbers ≥ 1, weights and variances out of range, or an
 * unknown term or reduction
 */
export const effectiveBeta = ({
  reconstruction,
  kl,
  dataSize,
  latentSize,
  variance,
}: EffectiveBetaOptions): EffectiveBeta => {
  const { weight: reconstructionWeight = 1 } = reconstruction;
  const { weight: klWeight = 1 } = kl;
  requireCount("dataSize", dataSize);
  requireCount("latentSize", latentSize);
  requirePositive("reconstruction.weight", reconstructionWeight);
  requireNotNegative("kl.weight", klWeight);
  requireOneOf("reconstruction.of", reconstruction.of, [
    "squared-error",
    "negative-log-likelihood",
  ]);
  requireOneOf("reconstruction.reduction", reconstruction.reduction, reductions);
  requireOneOf("kl.reduction", kl.reduction, reductions);
  const squared = reconstruction.of === "squared-error";
  const sigma2 = variance ?? (squared ? 1 : undefined);
  if (sigma2 !== undefined) requirePositive("variance", sigma2);

  // The contribution of one nat of −log p(x|z) to the loss; a nat is (x − x̂)²/2σ²
  const perError = reconstructionWeight / (reconstruction.reduction === "mean" ? dataSize : 1);
  const scale = squared ? perError * 2 * (sigma2 ?? 1) : perError;
  const beta = klWeight / (kl.reduction === "mean" ? latentSize : 1) / scale;
  return { beta, ...(sigma2 !== undefined && { tau: beta * sigma2 }), scale };
};
