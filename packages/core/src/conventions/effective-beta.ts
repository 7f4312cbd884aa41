import { requireCount, requireNotNegative, requirePositive } from "../arguments.ts";

/** How per-pixel or per-unit terms become one number. */
export type Reduction = "sum" | "mean";

/** A loss as programs write it: weight · reduced reconstruction error + weight · reduced KL. */
export interface LossConvention {
  readonly reconstruction: {
    /** (x − x̂)² without its half, or −log p(x|z) itself. */
    readonly of: "squared-error" | "negative-log-likelihood";
    /** Over pixels. */
    readonly reduction: Reduction;
    /** 1 when not given. */
    readonly weight?: number;
  };
  readonly kl: {
    /** Over latent units. */
    readonly reduction: Reduction;
    /** What the program calls beta, kld_weight, …; 1 when not given. */
    readonly weight?: number;
  };
  /** D, pixels times channels. */
  readonly dataSize: number;
  /** K. */
  readonly latentSize: number;
}

export interface EffectiveBetaOptions extends LossConvention {
  /**
   * σ² of the Gaussian likelihood in whose units beta is told. A squared error is one of any
   * variance: of 1 when not given. A negative log-likelihood has its own: not given, it is not
   * Gaussian with a known variance, and there is no tau.
   */
  readonly variance?: number;
}

/** A loss up to a factor, in the form −E log p(x|z) + beta · KL(q(z|x)‖p(z)). */
export interface EffectiveBeta {
  /** The weight of the rate that is trained; 1 is the ELBO. */
  readonly beta: number;
  /** beta · σ², on which the optimum of a Gaussian decoder depends alone; absent for other laws. */
  readonly tau?: number;
  /** The loss is this many times the form above, and so are its gradients. */
  readonly scale: number;
}

/** What beta a loss trains, whatever its sums and means: that of the same loss in nats per example. */
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
  requirePositive("the reconstruction's weight", reconstructionWeight);
  requireNotNegative("the KL's weight", klWeight);
  const squared = reconstruction.of === "squared-error";
  const sigma2 = variance ?? (squared ? 1 : undefined);
  if (sigma2 !== undefined) requirePositive("variance", sigma2);

  // What one nat of −log p(x|z) adds to the loss; (x − x̂)² is 2σ² of them
  const perError = reconstructionWeight / (reconstruction.reduction === "mean" ? dataSize : 1);
  const scale = squared ? perError * 2 * (sigma2 ?? 1) : perError;
  const beta = klWeight / (kl.reduction === "mean" ? latentSize : 1) / scale;
  return { beta, ...(sigma2 !== undefined && { tau: beta * sigma2 }), scale };
};
