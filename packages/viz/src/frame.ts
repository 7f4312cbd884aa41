/** Least and greatest of some numbers, with room for what else must be seen. */
export const extentOf = (values: readonly number[]): [low: number, high: number] =>
  values.length === 0
    ? [0, 1]
    : [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))];

/** The extent widened on both sides by a share of itself. */
export const padded = (values: readonly number[], share: number): [low: number, high: number] => {
  const [low, high] = extentOf(values);
  const pad = (high - low || Math.abs(high) || 1) * share;
  return [low - pad, high + pad];
};

/** Whether a value may widen the extent of others: by half of it at most, or it flattens them. */
export const isNear = (value: number, [low, high]: readonly [number, number]): boolean => {
  const room = (high - low) / 2;
  return value >= low - room && value <= high + room;
};

/**
 * The runs that a frame is fitted to. Without any regulariser (beta = 0) a rate is so large that it
 * would flatten all else, so those runs are shown at the edge where they are not near.
 */
export const framed = <T extends { readonly beta: number }>(points: readonly T[]): readonly T[] => {
  const regularised = points.filter((point) => point.beta > 0);
  return regularised.length === 0 ? points : regularised;
};
