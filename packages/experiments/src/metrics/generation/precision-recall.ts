import type { Estimate } from "@vae-lab/core/evaluation";
import { meanEstimate } from "../with-error.ts";
import {
  countOf,
  forEachRowOfDistances,
  neighbourDistances,
  type Points,
} from "./nearest-neighbours.ts";

/** How generated points cover data, each an estimate with its standard error. */
export interface PrecisionRecall {
  readonly precision: Estimate;
  readonly recall: Estimate;
  readonly density: Estimate;
  readonly coverage: Estimate;
}

/** Neighbours that decide the radius of a ball (Naeem et al. 2020). */
export const defaultNeighbours = 5;

/**
 * With B_k(x) the ball around x that reaches its k-th nearest neighbour within its own set:
 * - precision: the share of generated points in a ball of a data point; recall: the share of data
 *   points in a ball of a generated point (Kynkäänniemi et al. 2019, equations 1 to 3);
 * - density: the number of balls of data points that contain a generated point, divided by k, the mean
 *   over generated points; coverage: the share of data points whose ball contains a generated point
 *   (Naeem et al. 2020, equations 3 and 4).
 *
 * Precision, recall and coverage are in [0, 1]; density is ≥ 0 and 1 for equal distributions, where
 * coverage is 1 − Π (1 − k/(N + M − i)) ≈ 1 − 2^−k. Values depend on the number of points and on the
 * features: compare equal numbers only. One outlier with a large ball inflates precision and recall;
 * precision alone is high for samples from one dense region: read it with recall and coverage. Standard
 * errors are over the points that are averaged, with the balls as they are.
 */
export const precisionRecall = (
  data: Points,
  generated: Points,
  neighbours = defaultNeighbours,
  ballsOfData = neighbourDistances(data, neighbours),
): PrecisionRecall => {
  const balls = neighbourDistances(generated, neighbours);
  const [N, M] = [countOf(data), countOf(generated)];
  const containing = new Float64Array(M);
  const recalled = new Float64Array(N);
  const covered = new Float64Array(N);
  forEachRowOfDistances(data, generated, (i, squared) => {
    const ball = ballsOfData[i] as number;
    for (let j = 0; j < M; j++) {
      const distance = squared[j] as number;
      if (distance < ball) {
        containing[j] = (containing[j] as number) + 1;
        covered[i] = 1;
      }
      if (distance < (balls[j] as number)) recalled[i] = 1;
    }
  });
  return {
    precision: meanEstimate(containing.map((count) => (count > 0 ? 1 : 0))),
    recall: meanEstimate(recalled),
    density: meanEstimate(containing.map((count) => count / neighbours)),
    coverage: meanEstimate(covered),
  };
};
