import type { Estimate } from "@vae-lab/core/evaluation";
import { meanEstimate } from "../with-error.ts";
import type { Neighbours } from "./nearest-neighbours.ts";

/** The distance of each point to its nearest neighbour. */
export const nearestDistances = ({ k, squared }: Neighbours): Float64Array =>
  Float64Array.from({ length: squared.length / k }, (_, row) =>
    Math.sqrt(squared[row * k] as number),
  );

/**
 * The mean distance of generated points to the nearest training point, divided by that of unseen data.
 * ≥ 0, without unit. 0: the generated points are training points; below 1: nearer to the training set
 * than new data are, by copying or because they are blurry or of one dense region; above 1: farther from
 * all training data. Both have their neighbours in the training set. The standard error is of the ratio (delta method), over both sets of points.
 */
export const nearestTrainingRatio = (generated: Neighbours, unseen: Neighbours): Estimate => {
  const own = meanEstimate(nearestDistances(generated));
  const held = meanEstimate(nearestDistances(unseen));
  const ratio = own.value / held.value;
  const relative = Math.hypot(own.standardError / own.value, held.standardError / held.value);
  return { value: ratio, standardError: own.value === 0 ? 0 : ratio * relative };
};
