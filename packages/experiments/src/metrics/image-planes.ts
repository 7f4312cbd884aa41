import type { SampleShape } from "@vae-lab/core/data";

export type ImageShape = Extract<SampleShape, { kind: "image" }>;

/** Each channel of each image as an image of its own: channels last → N·C planes, image by image. */
export const planesOf = (images: Float32Array, shape: ImageShape): Float32Array => {
  const { width, height, channels } = shape;
  if (channels === 1) return images;
  const area = width * height;
  const planes = new Float32Array(images.length);
  for (let i = 0; i < images.length; i++) {
    const channel = i % channels;
    const pixel = Math.floor(i / channels);
    const image = Math.floor(pixel / area);
    planes[(image * channels + channel) * area + (pixel % area)] = images[i] as number;
  }
  return planes;
};
