import { applyTransform, sampleLength } from "@vae-lab/core/data";
import { encode } from "fast-png";
import { isOwn } from "../config/dataset.ts";
import { type Grid, imageGrid } from "../figures/image-grid.ts";
import type { LoadedRun } from "./load-run.ts";

/** Draws samples of a run as images. */
export interface Pictures {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  /** The values as they are drawn, 0 for black and 1 for white. */
  shades(values: Float32Array): Float32Array;
  /** A PNG file of one sample, a pixel for a pixel. */
  one(values: Float32Array): Uint8Array;
  /** A PNG file of samples in a grid. */
  grid(values: Float32Array, columns: number): Uint8Array;
}

/** The size of a run's samples as images; undefined if they are none that can be drawn. */
const sizeOf = ({ model }: LoadedRun): Pick<Grid, "width" | "height" | "channels"> | undefined => {
  const { sample } = model.description;
  if (sample.kind === "vector") return undefined;
  const { width, height, channels } = sample;
  return channels === 1 || channels === 3 ? { width, height, channels } : undefined;
};

/**
 * Draws samples of a run, given in the units of its data; undefined if they are no grey or colour images.
 * Data that were scaled to [0, 1] are drawn in that range, others as they are.
 */
export const picturesOf = (run: LoadedRun): Pictures | undefined => {
  const size = sizeOf(run);
  if (size === undefined) return undefined;
  const { transform, sample } = run.model.description;
  const dataset = run.config?.dataset;
  const isUnit = dataset !== undefined && isOwn(dataset) && dataset.scale === "unit";
  const shades = (values: Float32Array): Float32Array =>
    transform && isUnit ? applyTransform(transform, values, sampleLength(sample)) : values;
  return {
    ...size,
    shades,
    one: (values) =>
      encode({
        ...size,
        depth: 8,
        data: Uint8Array.from(shades(values), (shade) =>
          Math.round(255 * Math.min(1, Math.max(0, shade))),
        ),
      }),
    grid: (values, columns) => imageGrid({ ...size, images: shades(values), columns }),
  };
};
