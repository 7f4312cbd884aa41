import { mean } from "./mean.ts";

/** y ≈ constant · xᵉˣᵖᵒⁿᵉⁿᵗ. */
export interface PowerLaw {
  readonly exponent: number;
  /** Standard error of the exponent; absent for two points, through which a line fits exactly. */
  readonly standardError?: number;
  readonly constant: number;
}

/**
 * Least squares of log y on log x.
 * @throws RangeError for fewer than two different x, or a number ≤ 0
 */
export const fitPowerLaw = (points: readonly { x: number; y: number }[]): PowerLaw => {
  const bad = points.find(({ x, y }) => !(x > 0 && y > 0));
  if (bad !== undefined) throw new RangeError(`x and y must be > 0, got ${bad.x} and ${bad.y}`);
  const logs = points.map(({ x, y }) => ({ x: Math.log(x), y: Math.log(y) }));
  const centre = { x: mean(logs.map(({ x }) => x)), y: mean(logs.map(({ y }) => y)) };
  const sum = (term: (point: { x: number; y: number }) => number) =>
    logs.reduce((total, { x, y }) => total + term({ x: x - centre.x, y: y - centre.y }), 0);
  const spread = sum(({ x }) => x * x);
  if (!(spread > 0)) throw new RangeError("a power law needs at least two different x");
  const exponent = sum(({ x, y }) => x * y) / spread;
  const residual = sum(({ x, y }) => (y - exponent * x) ** 2);
  return {
    exponent,
    constant: Math.exp(centre.y - exponent * centre.x),
    ...(points.length > 2 && { standardError: Math.sqrt(residual / (points.length - 2) / spread) }),
  };
};
