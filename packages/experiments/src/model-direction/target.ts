import { logSumExp } from "@vae-lab/statistics";

/** The distribution to which a model is fitted, on a grid of points. */
export interface Target {
  readonly places: readonly (readonly number[])[];
  /** log p at each point. */
  readonly logP: Float64Array;
  /** The length, area or atom of one point, the same for all. */
  readonly weight: number;
}

const halfLogTwoPi = 0.5 * Math.log(2 * Math.PI);

/** log N(x; mean, sd²). */
export const logNormal = (x: number, mean: number, sd: number): number =>
  -0.5 * ((x - mean) / sd) ** 2 - Math.log(sd) - halfLogTwoPi;

/** The distribution over the points with these unnormalised log densities. */
const normalised = (
  places: readonly (readonly number[])[],
  logs: Float64Array,
  weight: number,
): Target => {
  const log = logSumExp(logs) + Math.log(weight);
  return { places, weight, logP: logs.map((l) => l - log) };
};

const ticks = (reach: number, spacing: number): number[] => {
  const half = Math.ceil(reach / spacing);
  return Array.from({ length: 2 * half + 1 }, (_, i) => (i - half) * spacing);
};

/** A density on the line; the trapezoid rule is exact to rounding for densities this smooth. */
export const onLine = (
  logDensity: (x: number) => number,
  { reach, spacing = 0.1 }: { readonly reach: number; readonly spacing?: number },
): Target => {
  const places = ticks(reach, spacing).map((x) => [x]);
  return normalised(
    places,
    Float64Array.from(places, ([x = 0]) => logDensity(x)),
    spacing,
  );
};

/** A density on the plane. */
export const onPlane = (
  logDensity: (x: number, y: number) => number,
  { reach, spacing = 0.25 }: { readonly reach: number; readonly spacing?: number },
): Target => {
  const axis = ticks(reach, spacing);
  const places = axis.flatMap((x) => axis.map((y) => [x, y]));
  const logs = Float64Array.from(places, ([x = 0, y = 0]) => logDensity(x, y));
  return normalised(places, logs, spacing ** 2);
};

/** A distribution over all strings of n bits. */
export const onBits = (n: number, logMass: (bits: readonly number[]) => number): Target => {
  const places = Array.from({ length: 2 ** n }, (_, i) =>
    Array.from({ length: n }, (__, k) => (i >> k) & 1),
  );
  return normalised(places, Float64Array.from(places, logMass), 1);
};

/** ½N(−a, 1) + ½N(a, 1) on the line. */
export const twoModes = (a: number): Target =>
  onLine((x) => logSumExp([logNormal(x, -a, 1), logNormal(x, a, 1)]), {
    reach: 12 * Math.hypot(1, a),
  });
