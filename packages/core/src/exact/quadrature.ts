import { requireCount, requirePositive } from "../arguments.ts";

/** A quadrature rule Σ wᵢ f(xᵢ). */
export interface Rule {
  readonly nodes: readonly number[];
  readonly weights: readonly number[];
}

/** The mean of f under a rule with weights that sum to one. */
export const meanUnder = ({ nodes, weights }: Rule, f: (x: number) => number): number =>
  nodes.reduce((sum, x, i) => sum + (weights[i] ?? 0) * f(x), 0);

/**
 * Gauss–Hermite quadrature with n nodes for E f(z), z ~ N(0, 1): exact for polynomials of degree
 * ≤ 2n − 1. Each root of Heₙ is bisected between neighbouring roots of Heₙ₋₁; the polynomials are
 * orthonormal, so that n = 200 does not overflow.
 */
export const gaussHermite = (n: number): Rule => {
  requireCount("n", n);
  let roots: number[] = [];
  for (let degree = 1; degree <= n; degree++) {
    const bound = 2 * Math.sqrt(degree) + 1;
    const walls = [-bound, ...roots, bound];
    roots = walls.slice(1).map((right, i) => bisect(hermite(degree), walls[i] ?? -bound, right));
  }
  // wᵢ = 1/(n h²ₙ₋₁(xᵢ)) with h orthonormal under N(0, 1)
  const weights = roots.map((x) => 1 / (n * hermite(n - 1)(x) ** 2));
  return { nodes: roots, weights };
};

/** The orthonormal Hermite polynomial of a degree: √k hₖ = x hₖ₋₁ − √(k−1) hₖ₋₂. */
const hermite = (degree: number) => (x: number) => {
  let [before, h] = [0, 1];
  for (let k = 1; k <= degree; k++)
    [before, h] = [h, (x * h - Math.sqrt(k - 1) * before) / Math.sqrt(k)];
  return h;
};

const bisect = (f: (x: number) => number, left: number, right: number) => {
  const sign = Math.sign(f(left));
  let [a, b] = [left, right];
  for (let middle = (a + b) / 2; a < middle && middle < b; middle = (a + b) / 2)
    if (Math.sign(f(middle)) === sign) a = middle;
    else b = middle;
  return (a + b) / 2;
};

/** Options of `integral`. */
export interface IntegralOptions {
  /** Points where f is not smooth; the first and the last are the limits of integration. */
  readonly breaks: readonly number[];
  /** Target absolute error of the integral. Default: 1e-13. */
  readonly tolerance?: number;
}

/**
 * ∫ f between the first and the last break by adaptive Gauss–Kronrod 7–15: the worst panel is halved
 * until the two rules agree to the tolerance or to rounding (QUADPACK's QAG, Piessens et al. 1983).
 */
export const integral = (
  f: (x: number) => number,
  { breaks, tolerance = 1e-13 }: IntegralOptions,
): number => {
  requirePositive("tolerance", tolerance);
  const walls = [...new Set(breaks)].sort((a, b) => a - b);
  const panels = walls.slice(1).map((right, i) => panelOf(f, walls[i] ?? right, right));
  for (let halvings = 0; halvings < 500; halvings++) {
    const worst = panels.reduce((a, b) => (b.error > a.error ? b : a));
    if (!(worst.error * panels.length > tolerance)) break;
    const { left, right } = worst;
    const middle = (left + right) / 2;
    panels.splice(panels.indexOf(worst), 1, panelOf(f, left, middle), panelOf(f, middle, right));
  }
  return panels.reduce((sum, { value }) => sum + value, 0);
};

const panelOf = (f: (x: number) => number, left: number, right: number) => {
  const [centre, half] = [(left + right) / 2, (right - left) / 2];
  let [value, gauss, size] = [0, 0, 0];
  for (const [node, k, g] of gaussKronrod)
    for (const side of node === 0 ? [0] : [-node, node]) {
      const area = half * f(centre + half * side);
      value += k * area;
      gauss += g * area;
      size += k * Math.abs(area);
    }
  const difference = Math.abs(value - gauss);
  return { left, right, value, error: difference > 1e-14 * size ? difference : 0 };
};

/** Node, its weight in the 15-point rule, its weight in the 7-point rule. */
const gaussKronrod = [
  [0, 0.20948214108472782, 0.4179591836734694],
  [0.20778495500789848, 0.20443294007529889, 0],
  [0.4058451513773972, 0.19035057806478542, 0.3818300505051189],
  [0.5860872354676911, 0.1690047266392679, 0],
  [0.7415311855993945, 0.14065325971552592, 0.27970539148927664],
  [0.8648644233597691, 0.10479001032225019, 0],
  [0.9491079123427585, 0.06309209262997856, 0.1294849661688697],
  [0.9914553711208126, 0.022935322010529224, 0],
] as const;
