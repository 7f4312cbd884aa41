import { goldenSection } from "@vae-lab/core/exact";
import { type Direction, type UnitDivergence, unitDivergences } from "./unit-divergences.ts";

/**
 * A VAE with one latent unit on scalar data: x ~ N(wz, σ²), q(z|x) = N(m, u) optimal for each x. Data
 * have mean 0 and variance λ = 1.
 */
export interface OneUnit {
  readonly direction: Direction;
  readonly values: readonly number[];
}

const [smallest, largest, spacing] = [-9, 9, 0.5];

/** Where f is least among log variances: the best of a grid, refined around it. */
const leastAt = (f: (l: number) => number): number => {
  let [best, value] = [0, Number.POSITIVE_INFINITY];
  for (let l = smallest; l <= largest; l += spacing) {
    const here = f(l);
    if (here < value) [best, value] = [l, here];
  }
  return goldenSection(f, best - spacing, best + spacing, 1e-5);
};

/** The mean objective over τ at a = w²/τ with the best q of each x, and the mean of KL(q‖p). */
const at = (
  { constant, perSquare }: UnitDivergence,
  values: readonly number[],
  a: number,
  tau: number,
): { readonly objective: number; readonly rate: number } => {
  let [objective, rate] = [0, 0];
  for (const x of values) {
    const y = x ** 2 / tau;
    // The best m is wx/(w² + 2τb), which leaves ½x²·2τb/(w² + 2τb) of the squared error
    const objectiveAt = (l: number): number => {
      const u = Math.exp(l);
      const twice = 2 * perSquare(u);
      return ((y / 2) * twice) / (a + twice) + (a * u) / 2 + constant(u);
    };
    const l = leastAt(objectiveAt);
    const u = Math.exp(l);
    objective += objectiveAt(l);
    rate += (u + (a * y) / (a + 2 * perSquare(u)) ** 2 - 1 - l) / 2;
  }
  return { objective: objective / values.length, rate: rate / values.length };
};

/** The ratio of neighbouring τ of the path. */
const ratio = 1.02;
/** The path, in units of the threshold of collapse. */
const [first, last] = [0.8, 3];
const [step, leastLogA] = [0.05, -7];

/**
 * The τ, in units of the threshold λ/f″(1), at which the rate of the active solution falls below
 * `threshold` nats as τ rises by 2 % a step, each from the solution before it; interpolated in ln τ.
 * Infinite if it does not below three times the threshold.
 */
export const upwardOnset = ({ direction, values }: OneUnit, threshold: number): number => {
  const divergence = unitDivergences[direction];
  let logA = 0;
  let before = Number.NaN;
  for (let factor = first; factor < last; factor *= ratio) {
    const tau = factor / divergence.curvature;
    const objective = (log: number): number => at(divergence, values, Math.exp(log), tau).objective;
    logA = descended(objective, logA);
    const rate = logA <= leastLogA ? 0 : at(divergence, values, Math.exp(logA), tau).rate;
    if (rate < threshold) return factor * ratio ** -((threshold - rate) / (before - rate));
    before = rate;
  }
  return Number.POSITIVE_INFINITY;
};

/** The local minimum that descent from a start reaches, refined to 1e-3. */
const descended = (f: (x: number) => number, start: number): number => {
  let [x, here] = [start, f(start)];
  for (let width = step; width > 1e-3; width /= 4) {
    let way = f(x + width) < here ? 1 : -1;
    if (way === -1 && !(f(x - width) < here)) way = 0;
    while (way !== 0 && x > leastLogA) {
      const next = f(x + way * width);
      if (!(next < here)) break;
      [x, here] = [x + way * width, next];
    }
  }
  return x;
};
