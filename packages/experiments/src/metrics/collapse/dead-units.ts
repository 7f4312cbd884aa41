import type { Metrics } from "../../trial/trial-events.ts";

/** A unit whose rate is below this says nothing about x, in nats. */
export const deadBelow = 0.01;

/** A model whose rate is below this is collapsed, in nats per example. */
export const collapsedBelow = 0.1;

/**
 * The number of units with KL(q(z_k|x)‖p(z_k)) below 0.01 nats, the mean over rows: units that follow the
 * prior. The count of active units looks at means alone, and can call a unit dead whose variance depends
 * on x.
 */
export const deadUnits = (unitRates: ArrayLike<number>): number =>
  Array.from(unitRates).filter((rate) => rate < deadBelow).length;

/**
 * The epoch since which a model is collapsed, given that of the epoch before: the first of an unbroken run
 * of epochs whose rate is below 0.1 nats; undefined while it is not collapsed.
 */
export const collapsedSince = (
  before: number | undefined,
  epoch: number,
  rate: number | undefined,
): number | undefined =>
  rate !== undefined && rate < collapsedBelow ? (before ?? epoch) : undefined;

/** The epoch of collapse as a metric; none of a model that is not collapsed. */
export const collapseEpoch = (since: number | undefined): Metrics =>
  since === undefined ? {} : { "test/collapse_epoch": since };
