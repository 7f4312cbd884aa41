import { requireOneOf } from "../arguments.ts";
import type { Moments } from "../distributions/moments.ts";
import type { Normal, NormalReference } from "../distributions/normal.ts";
import type { Divergence } from "../divergences/divergence.ts";
import { reverseKl } from "../divergences/reverse-kl.ts";
import { type Estimator, requireEstimator } from "../estimators/estimator.ts";
import type { PosteriorFamily } from "../families/posterior-family.ts";
import { requireOptions } from "../options.ts";
import { type Coefficient, changingCoefficients, coefficientAt } from "../schedules/coefficient.ts";
import { withoutGradient } from "../tensors/gradients.ts";
import { assertShape } from "../tensors/shapes.ts";
import type { Objective } from "./objective.ts";

/** Options of `elbo`, `bernoulliElbo` and `categoricalElbo`. */
export interface ElboOptions<Q = Moments, P = NormalReference> {
  /** D, the divergence of q(z|x) from p(z): reverse KL by default, as in the evidence lower bound. */
  readonly regulariser?: Divergence<Q, P>;
  /**
   * β ≥ 0, the weight of D (Higgins et al. 2017): 1 by default, which with reverse KL is the evidence
   * lower bound.
   */
  readonly beta?: Coefficient;
  /**
   * C ≥ 0, in nats: the penalty is β·|D − C| instead of β·D (Burgess et al. 2018, eq. 8, where β is
   * called γ). No capacity by default.
   */
  readonly capacity?: Coefficient;
  /**
   * Whether |D − C| takes the mean of D over the minibatch, so that examples may differ in rate, or
   * the D of each example. Libraries do either; the default is the minibatch's mean.
   */
  readonly capacityOf?: "minibatch" | "example";
}

/**
 * The evidence lower bound and its relatives: E_q log p(x|z) − β·D(q(z|x), p(z)), or − β·|D − C| with
 * a capacity, in nats per example (Kingma & Welling 2014). `family` is the family of q(z|x) and p(z),
 * normal by default; the rate is its exact KL(q‖p), whatever the regulariser.
 * @throws TypeError for an option with another name
 * @throws RangeError for a constant coefficient below 0, or an unknown `capacityOf`
 */
export function elbo<Q, P, O extends object>(
  options: ElboOptions<NoInfer<Q>, NoInfer<P>> & { readonly family: PosteriorFamily<Q, P, O> },
): Objective<Q, Estimator<Q>, P>;
export function elbo(options?: ElboOptions): Objective<Normal, Estimator<Normal>>;
export function elbo(
  options: ElboOptions & { readonly family?: { readonly reverseKl: Divergence } } = {},
): Objective<Normal, Estimator<Normal>> {
  requireOptions("elbo", options, {
    family: "optional",
    regulariser: "optional",
    beta: "optional",
    capacity: "optional",
    capacityOf: "optional",
  });
  const { beta = 1, capacity, capacityOf = "minibatch" } = options;
  const kl = options.family?.reverseKl ?? reverseKl;
  const { regulariser = kl } = options;
  requireOneOf("capacityOf", capacityOf, ["minibatch", "example"]);
  return {
    ...changingCoefficients({ beta, ...(capacity !== undefined && { capacity }) }),
    bound: ({ q, prior, logLikelihood }, estimator, rng, scheduled) => {
      requireEstimator("an ELBO", estimator);
      const reconstruction = estimator.expectation(logLikelihood, q, rng);
      const total = regulariser.total(q, prior);
      const [B] = reconstruction.shape;
      assertShape("total of a divergence", total, { B }, "sum over the units");
      const penalty =
        capacity === undefined
          ? total
          : (capacityOf === "minibatch" ? total.mean() : total)
              .sub(coefficientAt("capacity", capacity, scheduled))
              .abs();
      return {
        bound: reconstruction.sub(
          beta === 1 ? penalty : penalty.mul(coefficientAt("beta", beta, scheduled)),
        ),
        reconstruction,
        regulariser: total,
        rate: regulariser === kl ? total : withoutGradient(() => kl.total(q, prior)),
      };
    },
  };
}
