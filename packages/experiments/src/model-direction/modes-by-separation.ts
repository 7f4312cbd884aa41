import { diagonalNormal } from "./family.ts";
import { fitFrom } from "./fit.ts";
import type { Minimum } from "./minimum.ts";
import type { ModelDivergence } from "./model-divergence.ts";
import { twoModes } from "./target.ts";

const family = diagonalNormal(1);

/** A minimum whose mean is in the middle of ½N(−a, 1) + ½N(a, 1), or near one of the modes. */
export const covering = (divergence: ModelDivergence, a: number): Minimum =>
  fitFrom({ target: twoModes(a), family, divergence }, [0, Math.log(Math.hypot(1, a))]);

/** Undefined if there is no minimum near a mode: descent from it ends in the middle. */
export const seeking = (
  divergence: ModelDivergence,
  a: number,
  start: readonly number[] = [a, 0],
): Minimum | undefined => {
  const minimum = fitFrom({ target: twoModes(a), family, divergence }, start);
  return (minimum.point[0] ?? 0) > a / 2 ? minimum : undefined;
};

/** The threshold of a condition that is false at `low`, true at `high`, and changes once between. */
const onset = (low: number, high: number, holds: (a: number) => boolean): number => {
  let [without, having] = [low, high];
  while (having - without > 1e-6) {
    const middle = (without + having) / 2;
    if (holds(middle)) having = middle;
    else without = middle;
  }
  return having;
};

/** How the minima of a divergence change with the separation of two modes; absent beyond `upTo`. */
export interface Transition {
  readonly divergence: string;
  /** Separation from which there is a minimum near each mode. */
  readonly seekingFrom?: number;
  /** Separation from which that minimum is the better one. */
  readonly switchAt?: number;
  /** Smallest curvature of the minimum in the middle at `upTo`. */
  readonly coveringCurvature: number;
  readonly upTo: number;
}

/**
 * Follows the minimum near a mode inwards until it vanishes; each descent starts as far from the mode
 * as the last minimum was. Finds where it and the minimum in the middle have equal values.
 */
export const transition = (divergence: ModelDivergence, upTo = 12): Transition => {
  const coveringCurvature = covering(divergence, upTo).curvatures[0] ?? Number.NaN;
  const own = { divergence: divergence.name, coveringCurvature, upTo };
  let last = seeking(divergence, upTo);
  if (last === undefined) return own;
  let inwards = upTo;
  const follows = (a: number): boolean => {
    const [mean = 0, logSd = 0] = last?.point ?? [];
    const found = seeking(divergence, a, [mean - inwards + a, logSd]);
    if (found === undefined) return false;
    [last, inwards] = [found, a];
    return true;
  };
  let gone = upTo - 0.5;
  while (gone > 0.5 && follows(gone)) gone -= 0.5;
  const seekingFrom = onset(gone, inwards, follows);
  const isBetter = (a: number) => {
    const at = seeking(divergence, a);
    return at !== undefined && at.value < covering(divergence, a).value;
  };
  return {
    ...own,
    seekingFrom,
    ...(isBetter(upTo) && { switchAt: onset(seekingFrom, upTo, isBetter) }),
  };
};

/** The values of both kinds of minimum at a separation. */
export interface ModeCurve {
  readonly separation: number;
  readonly covering: number;
  readonly seeking?: number;
}

/** Separations from where the two kinds coincide to where they are far apart. */
export const modeCurves = (divergence: ModelDivergence): ModeCurve[] =>
  Array.from({ length: 31 }, (_, i) => 1 + i / 10).map((a) => {
    const at = seeking(divergence, a);
    return {
      separation: a,
      covering: covering(divergence, a).value,
      ...(at !== undefined && { seeking: at.value }),
    };
  });
