/** All ordered minibatches of `size` distinct examples that begin with example `first`. */
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
 * The mean over all minibatches of the estimate Σ_j W_ij q(z|x_j), where z was drawn from example 0,
 * which is in row `row`; exact by enumeration.
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
