import type { Estimate } from "@vae-lab/core/evaluation";
import { meanEstimate } from "../with-error.ts";

/** Where a rising profile first reaches a value, in samples, between neighbours by a straight line. */
const reaches = (profile: ArrayLike<number>, value: number): number => {
  for (let i = 1; i < profile.length; i++) {
    const [before, after] = [profile[i - 1] as number, profile[i] as number];
    if (before < value && after >= value) return i - 1 + (value - before) / (after - before);
  }
  return Number.NaN;
};

/**
 * The 10–90 % rise distance of an edge from its low end to its high end, in samples (ISO 12233 measures
 * it in pixels): 0.8 w for a linear ramp of width w, 2.563 s for an edge blurred by a normal of standard
 * deviation s, 0.8 for a step between neighbours. Falling edges are turned around. NaN for a flat profile.
 */
export const edgeWidth = (profile: ArrayLike<number>): number => {
  const values = Float64Array.from(profile);
  if ((values.at(-1) ?? 0) < (values[0] ?? 0)) values.reverse();
  const [low, high] = [values[0] ?? 0, values.at(-1) ?? 0];
  if (!(high > low)) return Number.NaN;
  return reaches(values, low + 0.9 * (high - low)) - reaches(values, low + 0.1 * (high - low));
};

/**
 * The mean edge width over images of one vertical edge each (N·height·width, one channel), from the mean
 * over the rows of each image. Images without an edge are left out. Standard error over images.
 */
export const meanEdgeWidth = (images: Float32Array, width: number, height: number): Estimate => {
  const widths: number[] = [];
  for (let start = 0; start < images.length; start += width * height) {
    const profile = new Float64Array(width);
    for (let i = 0; i < width * height; i++)
      profile[i % width] = (profile[i % width] as number) + (images[start + i] as number) / height;
    const own = edgeWidth(profile);
    if (Number.isFinite(own)) widths.push(own);
  }
  return meanEstimate(widths);
};
