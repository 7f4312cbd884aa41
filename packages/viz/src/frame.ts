/** Minimum and maximum; [0, 1] for no values. */
export const extentOf = (values: readonly number[]): [low: number, high: number] =>
  values.length === 0
    ? [0, 1]
    : [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))];

/** The extent, widened on both sides by a share of its size. */
export const padded = (values: readonly number[], share: number): [low: number, high: number] => {
  const [low, high] = extentOf(values);
  const pad = (high - low || Math.abs(high) || 1) * share;
  return [low - pad, high + pad];
};

/** Whether a value is within half the extent's size of it: a frame may include such a value. */
export const isNear = (value: number, [low, high]: readonly [number, number]): boolean => {
  const room = (high - low) / 2;
  return value >= low - room && value <= high + room;
};

/**
 * The runs that determine the frame: those with beta > 0 if there are any. Without a regulariser
 * (beta = 0) the rate is so large that it would flatten all other runs.
 */
export const framed = <T extends { readonly beta: number }>(points: readonly T[]): readonly T[] => {
  const regularised = points.filter((point) => point.beta > 0);
  return regularised.length === 0 ? points : regularised;
};
