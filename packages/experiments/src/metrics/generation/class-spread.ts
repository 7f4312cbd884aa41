import type { Estimate } from "@vae-lab/core/evaluation";
import { normalCdf } from "@vae-lab/statistics";
import { countOf, forEachRowOfDistances, type Points } from "./nearest-neighbours.ts";

/** Points whose classes are known. */
export interface LabelledPoints extends Points {
  readonly labels: ArrayLike<number>;
}

/** Neighbours that vote for a class. */
const voters = 5;

/**
 * The class of each point by a vote of its five nearest labelled points, ties to the one whose
 * votes are nearer. A classifier without training, so that it is the same for all models of a data set.
 */
export const classesOf = (points: Points, labelled: LabelledPoints): Int32Array => {
  const found = new Int32Array(countOf(points));
  const nearest = new Int32Array(voters);
  const distances = new Float32Array(voters);
  forEachRowOfDistances(points, labelled, (row, squared) => {
    distances.fill(Number.POSITIVE_INFINITY);
    for (let i = 0; i < squared.length; i++) {
      const distance = squared[i] as number;
      if (distance >= (distances[voters - 1] as number)) continue;
      let place = voters - 1;
      while (place > 0 && (distances[place - 1] as number) > distance) {
        distances[place] = distances[place - 1] as number;
        nearest[place] = nearest[place - 1] as number;
        place--;
      }
      distances[place] = distance;
      nearest[place] = i;
    }
    const votes = new Map<number, number>();
    let best = labelled.labels[nearest[0] as number] as number;
    for (let v = 0; v < Math.min(voters, squared.length); v++) {
      const label = labelled.labels[nearest[v] as number] as number;
      votes.set(label, (votes.get(label) ?? 0) + 1);
      if ((votes.get(label) ?? 0) > (votes.get(best) ?? 0)) best = label;
    }
    found[row] = best;
  });
  return found;
};

const sharesOf = (classes: ArrayLike<number>): Map<number, number> => {
  const counts = new Map<number, number>();
  for (let i = 0; i < classes.length; i++) {
    const own = classes[i] as number;
    counts.set(own, (counts.get(own) ?? 0) + 1);
  }
  return new Map([...counts].map(([own, count]) => [own, count / classes.length]));
};

/**
 * The entropy −Σ p log p of the classes of points, in nats: 0 for one class, log C for C classes alike.
 * The estimate is too small by about (C − 1)/2n. It sees which classes occur, not whether their points
 * look like the data. Standard error by the delta method.
 */
export const classEntropy = (classes: ArrayLike<number>): Estimate => {
  const shares = [...sharesOf(classes).values()];
  const value = shares.reduce((sum, p) => sum - p * Math.log(p), 0);
  const square = shares.reduce((sum, p) => sum + p * Math.log(p) ** 2, 0);
  const variance = Math.max(0, square - value ** 2) / classes.length;
  return { value, standardError: Math.sqrt(variance) };
};

/** A mode counts as covered from this share of what the data give it. */
export const coveredFrom = 0.1;

/**
 * The number of the data's modes (classes, or known components) that are covered: that have at least a
 * tenth of the share among generated points that they have among the data's. From 0 to the number of
 * modes. The standard error is over the generated points: each share is a binomial proportion, and the
 * variances p(1 − p) of "is covered" add up, as if modes were independent.
 */
export const modesCovered = (generated: ArrayLike<number>, data: ArrayLike<number>): Estimate => {
  const own = sharesOf(generated);
  let [value, variance] = [0, 0];
  for (const [mode, share] of sharesOf(data)) {
    const [found, needed] = [own.get(mode) ?? 0, coveredFrom * share];
    if (found >= needed) value++;
    const spread = Math.sqrt((found * (1 - found)) / generated.length);
    const certainty =
      spread === 0 ? (found >= needed ? 1 : 0) : normalCdf((found - needed) / spread);
    variance += certainty * (1 - certainty);
  }
  return { value, standardError: Math.sqrt(variance) };
};
