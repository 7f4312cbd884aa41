import { logSumExp } from "@vae-lab/statistics";
import { diagonalNormal, type Family, independentBits } from "./family.ts";
import { logNormal, onBits, onPlane, type Target, twoModes } from "./target.ts";

/** Data with a known distribution, a family that does not contain it, and starts for the fit. */
export interface Toy {
  readonly name: string;
  readonly target: Target;
  readonly family: Family;
  readonly starts: readonly (readonly number[])[];
  /** The parameters as text. */
  describe(parameters: readonly number[]): string;
}

const list = (values: readonly number[], digits = 3): string =>
  values.map((v) => (Math.abs(v) < 1e-6 ? 0 : v).toFixed(digits)).join(", ");

const describeNormal = (parameters: readonly number[]): string => {
  const n = parameters.length / 2;
  return `mean ${list(parameters.slice(0, n))}; sd ${list(parameters.slice(n).map(Math.exp))}`;
};

const describeBits = (logits: readonly number[]): string =>
  `P(1) ${list(logits.map((l) => 1 / (1 + Math.exp(-l))))}`;

const line = (a: number): Toy => ({
  name: `two modes on a line, ±${a}`,
  target: twoModes(a),
  family: diagonalNormal(1),
  starts: [
    [0, Math.log(Math.hypot(1, a))],
    [a, 0],
  ],
  describe: describeNormal,
});

const onThePlane = {
  family: diagonalNormal(2),
  describe: describeNormal,
};

/** The correlation of the normal distribution on the plane. */
export const correlation = 0.9;

const correlated: Toy = {
  ...onThePlane,
  name: `correlated normal on the plane, ρ = ${correlation}`,
  target: onPlane(
    (x, y) => (-0.5 * (x * x - 2 * correlation * x * y + y * y)) / (1 - correlation ** 2),
    { reach: 6 },
  ),
  starts: [[0, 0, -0.5, -0.5]],
};

const diagonal: Toy = {
  ...onThePlane,
  name: "two modes on the plane, ±(2, 2)",
  target: onPlane(
    (x, y) => logSumExp([-2, 2].map((mode) => logNormal(x, mode, 1) + logNormal(y, mode, 1))),
    { reach: 10 },
  ),
  starts: [
    [0, 0, 0.8, 0.8],
    [2, 2, 0, 0],
  ],
};

const ring: Toy = {
  ...onThePlane,
  name: "ring of radius 3 on the plane",
  target: onPlane((x, y) => -0.5 * ((Math.hypot(x, y) - 3) / 0.5) ** 2, { reach: 10 }),
  starts: [
    [0, 0, 0.75, 0.75],
    [2.7, 0, -0.6, 0.3],
  ],
};

/** Two bits that agree with odds e^2J. */
export const coupledBits = (coupling: number): Target =>
  onBits(2, ([a = 0, b = 0]) => coupling * (2 * a - 1) * (2 * b - 1));

const twoBits = (coupling: number): Toy => ({
  name: `two bits with coupling ${coupling}`,
  target: coupledBits(coupling),
  family: independentBits,
  starts: [
    [0, 0],
    [2, 2],
  ],
  describe: describeBits,
});

const patterns = [
  [1, 1, 0, 0],
  [0, 0, 1, 1],
];

const fourBits: Toy = {
  name: "four bits: 1100 or 0011, each flipped with probability 0.05",
  target: onBits(4, (bits) =>
    logSumExp(
      patterns.map((pattern) =>
        pattern.reduce((sum, b, k) => sum + Math.log(b === bits[k] ? 0.95 : 0.05), 0),
      ),
    ),
  ),
  family: independentBits,
  starts: [
    [0, 0, 0, 0],
    [2, 2, -2, -2],
  ],
  describe: describeBits,
};

export const toys = {
  near: line(2),
  far: line(3),
  correlated,
  diagonal,
  ring,
  twoBits: twoBits(1.5),
  fourBits,
} satisfies Record<string, Toy>;
