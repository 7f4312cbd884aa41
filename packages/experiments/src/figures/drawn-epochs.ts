/**
 * Whether the figures of an epoch are drawn: of epochs 1, 2, 4, 8, … and of the last. Drawing costs
 * about half of an epoch's evaluation, and models change most in their first epochs.
 */
export const isDrawn = (epoch: number, isLast: boolean): boolean =>
  isLast || Number.isInteger(Math.log2(epoch));
