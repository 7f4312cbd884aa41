import type { Rng } from "@vae-lab/core";
import type { ImageShape } from "../image-planes.ts";

/** The share of pixels that are masked, and the side of the square that is, relative to the image's. */
export const maskedShare = 0.25;
export const occludedSide = 0.5;

/** Images with a quarter of their pixels, chosen at random in each image, set to 0: N·D. */
export const maskedImages = (images: Float32Array, { channels }: ImageShape, rng: Rng) => {
  const draws = rng.uniforms(images.length / channels);
  return images.map((value, i) =>
    (draws[Math.floor(i / channels)] as number) < maskedShare ? 0 : value,
  );
};

/** Images with a square of half their side, at a random place within each image, set to 0: N·D. */
export const occludedImages = (images: Float32Array, shape: ImageShape, rng: Rng) => {
  const { width, height, channels } = shape;
  const [wide, high] = [width, height].map((side) => Math.round(occludedSide * side)) as [
    number,
    number,
  ];
  const area = width * height;
  const draws = rng.uniforms((2 * images.length) / (area * channels));
  const occluded = images.slice();
  for (let n = 0; 2 * n < draws.length; n++) {
    const left = Math.floor((draws[2 * n] as number) * (width - wide + 1));
    const top = Math.floor((draws[2 * n + 1] as number) * (height - high + 1));
    for (let y = top; y < top + high; y++) {
      const start = (n * area + y * width + left) * channels;
      occluded.fill(0, start, start + wide * channels);
    }
  }
  return occluded;
};
