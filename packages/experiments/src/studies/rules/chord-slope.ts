import type { Cell } from "../cell.ts";
import { perSeed } from "./per-seed.ts";
import type { Quantity } from "./quantity.ts";

interface Point {
  readonly beta: number;
  readonly cell: Cell;
}

/**
 * How fast distortion rises as rate falls between two betas, divided by the geometric mean of the
 * betas. It is 1 where the slope of the rate–distortion curve is −beta, and for a convex curve lies
 * between √(β/β′) and √(β′/β) whatever its curvature.
 */
export const chordSlope = (from: Point, to: Point): Quantity =>
  perSeed({
    text: `the slope of test/reconstruction against test/rate between beta ${from.beta} and ${to.beta}, divided by their geometric mean`,
    short: "slope / beta",
    isRatio: true,
    cells: [from.cell, to.cell],
    value: ([first, second]) => {
      const along = (key: string): number =>
        (first?.metrics[key] ?? Number.NaN) - (second?.metrics[key] ?? Number.NaN);
      return Math.log(
        along("test/reconstruction") / along("test/rate") / Math.sqrt(from.beta * to.beta),
      );
    },
  });
