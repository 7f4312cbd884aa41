import type { Estimate } from "@vae-lab/core/evaluation";
import { meanEstimate } from "../with-error.ts";

/** Steps of a path. */
export const pathSteps = 32;

/** Points on the straight lines from `from` to `to` (rows of K numbers): rows·(steps + 1)·K, path by path. */
export const straightPaths = (from: Float32Array, to: Float32Array, K: number): Float32Array => {
  const points = new Float32Array((from.length / K) * (pathSteps + 1) * K);
  for (let i = 0; i < points.length; i++) {
    const path = Math.floor(i / (K * (pathSteps + 1)));
    const at = (Math.floor(i / K) % (pathSteps + 1)) / pathSteps;
    const k = path * K + (i % K);
    points[i] = (1 - at) * (from[k] as number) + at * (to[k] as number);
  }
  return points;
};

const distance = (values: Float32Array, D: number, i: number, j: number): number => {
  let squared = 0;
  for (let d = 0; d < D; d++)
    squared += ((values[i * D + d] as number) - (values[j * D + d] as number)) ** 2;
  return Math.sqrt(squared);
};

/**
 * How evenly decoded paths move, from the decoded points of `straightPaths` (D values each). `jump`: the
 * largest step of a path divided by its mean step, 1 for even motion, 32 for a single jump. `length`: the
 * length of a path divided by the distance between its ends, ≥ 1, 1 for a straight line. Standard errors
 * over paths; paths whose ends decode alike are left out.
 */
export const pathShape = (
  decoded: Float32Array,
  D: number,
): { readonly jump: Estimate; readonly length: Estimate } => {
  const [jumps, lengths]: [number[], number[]] = [[], []];
  for (let start = 0; start < decoded.length / D; start += pathSteps + 1) {
    const steps = Array.from({ length: pathSteps }, (_, i) =>
      distance(decoded, D, start + i, start + i + 1),
    );
    const total = steps.reduce((sum, step) => sum + step, 0);
    const ends = distance(decoded, D, start, start + pathSteps);
    if (ends === 0) continue;
    jumps.push((Math.max(...steps) * pathSteps) / total);
    lengths.push(total / ends);
  }
  return { jump: meanEstimate(jumps), length: meanEstimate(lengths) };
};
