import {
  alphaDivergence,
  diagonalNormal,
  type FitOptions,
  fits,
  forwardKl,
  jensenShannon,
  logNormal,
  type Minimum,
  type ModelDivergence,
  onLine,
  onPlane,
  reverseKl,
  type Target,
} from "@vae-lab/experiments/model-direction";
import { logSumExp } from "@vae-lab/statistics";
import type { DivergenceName, FitSettings, TargetName } from "./fit-settings.ts";

const divergenceOf: Readonly<Record<DivergenceName, ModelDivergence>> = {
  forward: forwardKl,
  reverse: reverseKl,
  js: jensenShannon,
  half: alphaDivergence(0.5),
};

const targetOf: Readonly<Record<TargetName, (settings: FitSettings) => Target>> = {
  line: ({ a, share }) =>
    onLine(
      (x) =>
        logSumExp([
          Math.log(share) + logNormal(x, -a, 1),
          Math.log(1 - share) + logNormal(x, a, 1),
        ]),
      { reach: 12 * Math.hypot(1, a) },
    ),
  plane: ({ a, share }) =>
    onPlane(
      (x, y) =>
        logSumExp([
          Math.log(share) + logNormal(x, -a, 1) + logNormal(y, -a, 1),
          Math.log(1 - share) + logNormal(x, a, 1) + logNormal(y, a, 1),
        ]),
      { reach: 5 + 2.5 * a, spacing: 0.4 },
    ),
  ring: ({ a }) =>
    onPlane((x, y) => -0.5 * ((Math.hypot(x, y) - a) / 0.5) ** 2, {
      reach: 5 + 2.5 * a,
      spacing: 0.4,
    }),
};

/** A normal distribution to be fitted to a known one. */
export interface FitProblem extends FitOptions {
  readonly dimensions: 1 | 2;
  /** n means, then n log standard deviations. */
  readonly start: readonly number[];
  /** Where descents for the best fit begin. */
  readonly starts: readonly (readonly number[])[];
}

export const fitProblem = (settings: FitSettings): FitProblem => {
  const { target, divergence, a, mean, sd } = settings;
  const isLine = target === "line";
  const own = { target: targetOf[target](settings), divergence: divergenceOf[divergence] };
  const wide = Math.log(Math.hypot(1, a));
  const logSd = Math.log(sd);
  if (isLine)
    return {
      ...own,
      dimensions: 1,
      family: diagonalNormal(1),
      start: [mean, logSd],
      starts: [
        [0.01, wide],
        [-a, 0],
        [a, 0],
      ],
    };
  return {
    ...own,
    dimensions: 2,
    family: diagonalNormal(2),
    // On the axis of symmetry descent would stay on it
    start: [mean, 0.7 * mean + 0.05, logSd, logSd],
    starts: [
      [0.01, 0.01, wide, wide],
      target === "ring" ? [0.9 * a, 0, -0.6, 0.3] : [a, a, 0, 0],
      ...(target === "ring" ? [] : [[-a, -a, 0, 0]]),
    ],
  };
};

/** The minima of the divergence, the best first. Empty if no descent converges. */
export const minimaOf = (problem: FitProblem): readonly Minimum[] => {
  try {
    return fits(problem, problem.starts);
  } catch {
    return [];
  }
};
