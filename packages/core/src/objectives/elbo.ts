import type {
  BernoulliCodes,
  BernoulliPrior,
  BernoulliReference,
} from "../distributions/bernoulli.ts";
import type {
  CategoricalCodes,
  CategoricalPrior,
  CategoricalReference,
} from "../distributions/categorical.ts";
import type { Moments } from "../distributions/moments.ts";
import type { Normal, NormalReference } from "../distributions/normal.ts";
import { bernoulliReverseKl, categoricalReverseKl } from "../divergences/discrete-kl.ts";
import type { Divergence } from "../divergences/divergence.ts";
import { reverseKl } from "../divergences/reverse-kl.ts";
import { type Estimator, requireEstimator } from "../estimators/estimator.ts";
import { withOptions } from "../options.ts";
import { type Coefficient, changingCoefficients, coefficientAt } from "../schedules/coefficient.ts";
import { withoutGradient } from "../tensors/gradients.ts";
import { assertShape } from "../tensors/shapes.ts";
import type { Objective } from "./objective.ts";

/** Options of `elbo`, `bernoulliElbo` and `categoricalElbo`. */
export interface ElboOptions<Q = Moments, P = NormalReference> {
  /** What pulls q(z|x) to the prior: reverse KL, the true ELBO's, when not given. */
  readonly regulariser?: Divergence<Q, P>;
  /** ≥ 0; at 1, with reverse KL, this is the evidence lower bound (Higgins et al. 2017 for others). */
  readonly beta?: Coefficient;
  /** C ≥ 0, in nats: the divergence is pulled to this and not to 0, by beta·|D − C| (Burgess et al.
   * 2018, eq. 8; beta is their γ). None when not given. */
  readonly capacity?: Coefficient;
  /** Whether D is the mean over the minibatch, which lets examples differ in rate, or each example's
   * own; libraries do either. The minibatch's when not given. */
  readonly capacityOf?: "minibatch" | "example";
}

const elboOptions = {
  regulariser: "optional",
  beta: "optional",
  capacity: "optional",
  capacityOf: "optional",
} as const;

/** E_q log p(x|z) − beta · D(q(z|x), p(z)), or − beta · |D − C|. */
export const elbo = withOptions(
  "elbo",
  elboOptions,
  (options: ElboOptions): Objective<Normal, Estimator<Normal>> =>
    regularised<Normal, NormalReference>(reverseKl, options),
);

/** The same with coins for codes; the rate is exact. */
export const bernoulliElbo = withOptions(
  "bernoulliElbo",
  elboOptions,
  (
    options: ElboOptions<BernoulliReference, BernoulliReference>,
  ): Objective<BernoulliCodes, Estimator<BernoulliCodes>, BernoulliPrior> =>
    regularised<BernoulliCodes, BernoulliPrior>(bernoulliReverseKl, options),
);

/** The same with one-hot codes; the rate is exact. */
export const categoricalElbo = withOptions(
  "categoricalElbo",
  elboOptions,
  (
    options: ElboOptions<CategoricalReference, CategoricalReference>,
  ): Objective<CategoricalCodes, Estimator<CategoricalCodes>, CategoricalPrior> =>
    regularised<CategoricalCodes, CategoricalPrior>(categoricalReverseKl, options),
);

const regularised = <Q, P>(
  kl: Divergence<Q, P>,
  { regulariser = kl, beta = 1, capacity, capacityOf = "minibatch" }: ElboOptions<Q, P>,
): Objective<Q, Estimator<Q>, P> => ({
  ...changingCoefficients({ beta, ...(capacity !== undefined && { capacity }) }),
  bound: ({ q, prior, logLikelihood }, estimator, rng, scheduled) => {
    requireEstimator("an ELBO", estimator);
    const reconstruction = estimator.expectation(logLikelihood, q, rng);
    const total = regulariser.total(q, prior);
    const [B] = reconstruction.shape;
    assertShape("total of a divergence", total, { B }, "sum over the units");
    const pull =
      capacity === undefined
        ? total
        : (capacityOf === "minibatch" ? total.mean() : total)
            .sub(coefficientAt("capacity", capacity, scheduled))
            .abs();
    return {
      bound: reconstruction.sub(
        beta === 1 ? pull : pull.mul(coefficientAt("beta", beta, scheduled)),
      ),
      reconstruction,
      regulariser: total,
      rate: regulariser === kl ? total : withoutGradient(() => kl.total(q, prior)),
    };
  },
});
