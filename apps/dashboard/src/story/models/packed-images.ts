/** Black and white images with their classes. */
export interface LabelledImages {
  /** count·D values, 0 or 1. */
  readonly values: Float32Array;
  /** The class of each image. */
  readonly labels: Float32Array;
}

/** One bit for each pixel, in reading order from the lowest bit on, then one byte for each label. */
export const packImages = ({ values, labels }: LabelledImages): Uint8Array<ArrayBuffer> => {
  const bits = Math.ceil(values.length / 8);
  const bytes = new Uint8Array(bits + labels.length);
  for (const [i, value] of values.entries())
    if (value !== 0) bytes[i >> 3] = (bytes[i >> 3] ?? 0) | (1 << (i & 7));
  bytes.set(labels, bits);
  return bytes;
};

/**
 * The images that `packImages` packed, of `size` pixels each.
 * @throws Error unless the file has the length of `count` images
 */
export const unpackImages = (bytes: Uint8Array, count: number, size: number): LabelledImages => {
  const bits = Math.ceil((count * size) / 8);
  if (bytes.length !== bits + count)
    throw new Error(
      `cannot read the story's images: the file must hold ${bits + count} bytes, got ${bytes.length}; build the page again`,
    );
  return {
    values: Float32Array.from(
      { length: count * size },
      (_, i) => ((bytes[i >> 3] ?? 0) >> (i & 7)) & 1,
    ),
    labels: Float32Array.from(bytes.subarray(bits)),
  };
};
