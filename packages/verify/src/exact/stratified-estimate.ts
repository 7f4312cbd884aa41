/** All minibatches of `size` places whose first is example i and the others any of the rest, in order. */
const minibatches = (first: number, size: number, examples: number): number[][] => {
  const grow = (taken: number[]): number[][] =>
    taken.length === size
      ? [taken]
      : Array.from({ length: examples }, (_, i) => i)
          .filter((i) => !taken.includes(i))
          .flatMap((i) => grow([...taken, i]));
  return grow([first]);
};

/**
 * What an estimate Σ_j W_ij q(z|x_j) from a minibatch that has x_i in place `row` is in the mean
 * over all minibatches, when z came from example 0; exact by enumeration.
 */
export const expectedAggregate = (
  weights: readonly (readonly number[])[],
  row: number,
  densities: readonly number[],
): number => {
  const batches = minibatches(0, weights.length, densities.length);
  const place = (batch: readonly number[], j: number) =>
    j === row ? batch[0] : batch[j < row ? j + 1 : j];
  const estimates = batches.map((batch) =>
    (weights[row] ?? []).reduce((sum, w, j) => sum + w * (densities[place(batch, j) ?? 0] ?? 0), 0),
  );
  return estimates.reduce((sum, e) => sum + e, 0) / batches.length;
};
