import { requirePositive } from "../arguments.ts";
import { normal } from "../distributions/normal.ts";
import type { Vae } from "../models/model.ts";
import { requireOptions, withOptions } from "../options.ts";
import { withPosterior } from "./with-posterior.ts";

/** Options of `committedRate` and `withCommittedRate`. */
export interface CommittedRateOptions {
  /** σ_l > 0, the minimum posterior standard deviation. Default: 0.05. */
  readonly min?: number;
  /** σ_u, the maximum. If [σ_l, σ_u] excludes 1, no unit can equal the prior. Default: 0.5. */
  readonly max?: number;
}

const committedRateOptions = { min: "optional", max: "optional" } as const;

const klOfSd = (sd: number) => (sd * sd - 1 - 2 * Math.log(sd)) / 2;

/** The minimum KL(q‖p) of a unit, in nats: ½(σ² − 1 − ln σ²) at the end of the range nearer to 1. */
export const committedRate = withOptions(
  "committedRate",
  committedRateOptions,
  ({ min = 0.05, max = 0.5 }: CommittedRateOptions): number => {
    requirePositive("min", min);
    if (!(max > min)) throw new RangeError(`max must be > min = ${min}, got ${max}`);
    if (min <= 1 && 1 <= max)
      throw new RangeError(`[min, max] must not contain 1, got [${min}, ${max}]`);
    return Math.min(klOfSd(min), klOfSd(max));
  },
);

/**
 * δ-VAE (Razavi et al. 2019, sec. 2.2): σ = σ_l + (σ_u − σ_l) · sigmoid(the encoder's ln σ²), so that
 * KL(q‖N(0, I)) ≥ K · `committedRate` whatever is learned. The rate is high by construction: judge
 * such a model by its code use.
 */
export const withCommittedRate = <M extends Vae>(
  model: M,
  options: CommittedRateOptions = {},
): M => {
  requireOptions("withCommittedRate", options, committedRateOptions);
  committedRate(options);
  const { min = 0.05, max = 0.5 } = options;
  return withPosterior(model, ({ mean, logVariance }) => {
    const sd = logVariance
      .sigmoid()
      .mul(max - min)
      .add(min);
    return normal({ mean, logVariance: sd.log().mul(2) });
  });
};
