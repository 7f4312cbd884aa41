import { requireCount } from "../arguments.ts";
import type { Rng } from "../random/rng.ts";
import { rowsOf } from "../tensors/shapes.ts";

/**
 * Uniform dequantisation, drawn once: grey levels become (level + u) / levels with u from [0, 1), so
 * that their density is bounded (Uria et al. 2013; Theis et al. 2016). Each row has its own random
 * stream.
 */
export const dequantised = (
  images: Float32Array,
  width: number,
  rng: Rng,
  levels = 256,
): Float32Array => {
  requireCount("levels", levels, 2);
  const rows = rowsOf("images", images, width);
  const out = new Float32Array(images.length);
  for (let row = 0; row < rows; row++) {
    const noise = rng.fold(row).uniforms(width);
    for (let d = 0; d < width; d++) {
      const i = row * width + d;
      const level = Math.round((images[i] ?? 0) * (levels - 1));
      out[i] = (level + (noise[d] ?? 0)) / levels;
    }
  }
  return out;
};
