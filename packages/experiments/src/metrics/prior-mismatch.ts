import { normalCdf } from "@vae-lab/statistics";
import { rowsAt } from "./spaced-rows.ts";

/** The largest distance between the empirical distribution function of sorted samples and Φ. */
const distanceFromNormal = (sorted: Float32Array): number => {
  const n = sorted.length;
  let largest = 0;
  const look = (first: number, last: number, below: number, above: number): void => {
    // Between two samples neither function leaves the range of its values there
    if (Math.max(above - first / n, (last + 1) / n - below) <= largest) return;
    if (last - first < 2) return;
    const middle = (first + last) >> 1;
    const phi = distanceAt(middle);
    look(first, middle, below, phi);
    look(middle, last, phi, above);
  };
  const distanceAt = (i: number): number => {
    const phi = normalCdf(sorted[i] as number);
    largest = Math.max(largest, phi - i / n, (i + 1) / n - phi);
    return phi;
  };
  look(0, n - 1, distanceAt(0), distanceAt(n - 1));
  return largest;
};

/**
 * How far codes [N·K] are from what the prior N(0, I) would give: the Kolmogorov–Smirnov distance
 * of each unit's codes to N(0, 1), the mean over units. 0 alike, 1 nowhere near. It looks at units
 * one by one: small means that each alone could be drawn from the prior.
 */
export const priorMismatch = (codes: Float32Array, units: number): number => {
  const own = new Float32Array(codes.length / units);
  let sum = 0;
  for (let unit = 0; unit < units; unit++) {
    for (let i = 0; i < own.length; i++) own[i] = codes[i * units + unit] ?? Number.NaN;
    sum += distanceFromNormal(own.sort());
  }
  return sum / units;
};

/**
 * The same within each class, the mean over the rows' classes: what a conditional model decodes are draws
 * of the prior for one class. Few rows of a class make it larger, by about 0.87/√n of n draws.
 */
export const priorMismatchByClass = (
  codes: Float32Array,
  units: number,
  labels: ArrayLike<number>,
): number => {
  const rowsOfClass = new Map<number, number[]>();
  for (let n = 0; n < labels.length; n++) {
    const label = labels[n] as number;
    const own = rowsOfClass.get(label);
    if (own) own.push(n);
    else rowsOfClass.set(label, [n]);
  }
  const sum = [...rowsOfClass.values()].reduce(
    (total, rows) => total + rows.length * priorMismatch(rowsAt(codes, units, rows), units),
    0,
  );
  return sum / labels.length;
};
