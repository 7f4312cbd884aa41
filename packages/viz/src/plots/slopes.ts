import type { RateCell } from "./rate-cells.ts";

/** A short line through a cell, in data units. */
export interface Slope {
  readonly direction: string;
  readonly from: readonly [rate: number, distortion: number];
  readonly to: readonly [rate: number, distortion: number];
}

/** Half the length of a line, in pixels. */
const halfLength = 22;

/**
 * The slope −β of distortion against rate at the cells of reverse KL: at an optimum of distortion +
 * β·rate the curve of optima has it (−1/β with the axes exchanged). Other regularisers weigh another term
 * than the rate. All lines have the same length in pixels.
 */
export const slopesAt = (
  cells: readonly RateCell[],
  perUnit: { readonly x: number; readonly y: number },
): Slope[] =>
  cells
    .filter(({ direction, beta }) => direction === "reverse-kl" && beta > 0)
    .map(({ direction, beta, rate, distortion }) => {
      const t = halfLength / Math.hypot(perUnit.x, beta * perUnit.y);
      return {
        direction,
        from: [rate - t, distortion + beta * t],
        to: [rate + t, distortion - beta * t],
      };
    });
