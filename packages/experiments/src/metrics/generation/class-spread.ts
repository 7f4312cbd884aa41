import type { Estimate } from "@vae-lab/core/evaluation";
import { normalCdf } from "@vae-lab/statistics";
import type { Neighbours } from "./nearest-neighbours.ts";

/** Neighbours that vote for a class. */
export const voters = 5;

/**
 * The class of each point by a vote of its nearest labelled points, at most five, ties to the one whose
 * votes are nearer. A classifier without training, so that it is the same for all models of a data set.
 */
export const classesOf = (
  { k, indices, squared }: Neighbours,
  labels: ArrayLike<number>,
): Int32Array =>
  Int32Array.from({ length: indices.length / k }, (_, row) => {
    const votes = new Map<number, number>();
    let best = labels[indices[row * k] as number] as number;
    for (let v = row * k; v < (row + 1) * k && Number.isFinite(squared[v]); v++) {
      const label = labels[indices[v] as number] as number;
      votes.set(label, (votes.get(label) ?? 0) + 1);
      if ((votes.get(label) ?? 0) > (votes.get(best) ?? 0)) best = label;
    }
    return best;
  });

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
