import { rng } from "@vae-lab/core";

/** The share of the samples that are for tests if no test split is given. */
export const defaultTestShare = 0.1;

/**
 * Indices of the training and the test samples, each in the order of the data. The choice depends on
 * the number of samples and the share alone, so trials of all seeds are tested on the same samples.
 */
export const splitByShare = (
  size: number,
  share: number,
): { readonly train: Uint32Array; readonly test: Uint32Array } => {
  const count = Math.min(size - 1, Math.max(1, Math.round(size * share)));
  const order = rng(0).fold("test share").permutation(size);
  return { train: order.slice(count).sort(), test: order.slice(0, count).sort() };
};
