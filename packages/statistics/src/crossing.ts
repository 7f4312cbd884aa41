/** A point of a curve that is known at some places. */
export interface CurvePoint {
  readonly x: number;
  readonly y: number;
}

/**
 * Where a curve falls below a level for good, by linear interpolation of y in the logarithm of x;
 * undefined if it does not within its points, or if a value there is not a number. A value at the level
 * is not below it.
 * @param points by rising x, all positive
 */
export const fallsBelow = (points: readonly CurvePoint[], level: number): number | undefined => {
  const last = points.findLastIndex(({ y }) => y >= level);
  const [before, after] = [points[last], points[last + 1]];
  if (before === undefined || after === undefined) return undefined;
  const share = (before.y - level) / (before.y - after.y);
  const found = Math.exp(Math.log(before.x) + share * Math.log(after.x / before.x));
  return Number.isFinite(found) ? found : undefined;
};

/**
 * The y of a curve at an x, by linear interpolation between the first two neighbouring points, in the
 * order given, on both sides of x; undefined if there are none. Points with NaN have no neighbours.
 */
export const interpolatedAt = (points: readonly CurvePoint[], x: number): number | undefined => {
  for (const [i, here] of points.entries()) {
    const next = points[i + 1];
    if (next === undefined) return undefined;
    if ((here.x - x) * (next.x - x) <= 0 && here.x !== next.x)
      return here.y + ((x - here.x) / (next.x - here.x)) * (next.y - here.y);
  }
  return undefined;
};
