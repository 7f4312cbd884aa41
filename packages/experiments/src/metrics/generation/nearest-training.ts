import type { Estimate } from "@vae-lab/core/evaluation";
import { meanEstimate } from "../with-error.ts";
import { countOf, forEachRowOfDistances, kthSmallest, type Points } from "./nearest-neighbours.ts";

/** The distance of each point to the nearest of the training points. */
export const nearestDistances = (points: Points, training: Points): Float64Array => {
  const found = new Float64Array(countOf(points));
  forEachRowOfDistances(points, training, (row, squared) => {
    found[row] = Math.sqrt(kthSmallest(squared, 1));
  });
  return found;
};

/**
 * The mean distance of generated points to the nearest training point, divided by that of unseen data.
 * ≥ 0, without unit. 0: the generated points are training points; below 1: nearer to the training set
 * than new data are, by copying or because they are blurry or of one dense region; above 1: farther from
 * all training data. The standard error is of the ratio (delta method), over both sets of points.
 */
export const nearestTrainingRatio = (
  generated: Points,
  unseen: Points,
  training: Points,
): Estimate => {
  const own = meanEstimate(nearestDistances(generated, training));
  const held = meanEstimate(nearestDistances(unseen, training));
  const ratio = own.value / held.value;
  const relative = Math.hypot(own.standardError / own.value, held.standardError / held.value);
  return { value: ratio, standardError: own.value === 0 ? 0 : ratio * relative };
};
