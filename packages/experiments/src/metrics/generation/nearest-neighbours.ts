import * as tf from "@tensorflow/tfjs";

/** Rows of `width` numbers, row-major. */
export interface Points {
  readonly values: Float32Array;
  readonly width: number;
}

export const countOf = ({ values, width }: Points): number => values.length / width;

/** Distances computed at once. */
const atOnce = 2 ** 22;

/**
 * Visits the squared Euclidean distances of each point of `from` to all points of `to`, in one array
 * for each point. They are sums of squares less products in float32: accurate to about 1e-6 of the
 * squared norms of the points.
 */
export const forEachRowOfDistances = (
  from: Points,
  to: Points,
  visit: (row: number, squared: Float32Array) => void,
): void => {
  const { width } = from;
  const [rows, columns] = [countOf(from), countOf(to)];
  const most = Math.max(1, Math.floor(atOnce / columns));
  for (let start = 0; start < rows; start += most) {
    const count = Math.min(most, rows - start);
    const distances = tf.tidy(() => {
      const a = tf.tensor2d(from.values.subarray(start * width, (start + count) * width), [
        count,
        width,
      ]);
      const b = tf.tensor2d(to.values, [columns, width]);
      const products = tf.matMul(a, b, false, true).mul(-2);
      const norms = a.square().sum(1, true).add(b.square().sum(1).expandDims(0));
      return tf.relu(products.add(norms));
    });
    const squared = distances.dataSync() as Float32Array; // tf.tidy would look at each number
    distances.dispose();
    for (let i = 0; i < count; i++)
      visit(start + i, squared.subarray(i * columns, (i + 1) * columns));
  }
};

/** The k-th smallest of some values, k from 1. */
export const kthSmallest = (values: Float32Array, k: number): number => {
  const smallest = new Float32Array(k).fill(Number.POSITIVE_INFINITY);
  let limit = Number.POSITIVE_INFINITY;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (value >= limit) continue;
    let place = k - 1;
    while (place > 0 && (smallest[place - 1] as number) > value) {
      smallest[place] = smallest[place - 1] as number;
      place--;
    }
    smallest[place] = value;
    limit = smallest[k - 1] as number;
  }
  return limit;
};

/** The k points of a set that are nearest to each of N points, the nearest first. */
export interface Neighbours {
  readonly k: number;
  /** Their indices in the set: N·k. */
  readonly indices: Int32Array;
  /** Their squared distances: N·k; infinite for those that a smaller set does not have. */
  readonly squared: Float32Array;
}

/** The k nearest of some points, for each point. */
export const nearestOf = (points: Points, others: Points, k: number): Neighbours => {
  const indices = new Int32Array(countOf(points) * k);
  const found = new Float32Array(indices.length).fill(Number.POSITIVE_INFINITY);
  forEachRowOfDistances(points, others, (row, squared) => {
    const [first, last] = [row * k, row * k + k - 1];
    let limit = Number.POSITIVE_INFINITY;
    for (let i = 0; i < squared.length; i++) {
      const distance = squared[i] as number;
      if (distance >= limit) continue;
      let place = last;
      while (place > first && (found[place - 1] as number) > distance) {
        found[place] = found[place - 1] as number;
        indices[place] = indices[place - 1] as number;
        place--;
      }
      found[place] = distance;
      indices[place] = i;
      limit = found[last] as number;
    }
  });
  return { k, indices, squared: found };
};

/** The squared distance of each point to its k-th nearest neighbour among the others. */
export const neighbourDistances = (points: Points, k: number): Float32Array => {
  const found = new Float32Array(countOf(points));
  forEachRowOfDistances(points, points, (row, squared) => {
    found[row] = kthSmallest(squared, k + 1); // the nearest is the point itself
  });
  return found;
};
