/** Indices 0 ≤ i < size, `count` of them or all, evenly spaced: an order of the rows has no effect. */
export const spacedIndices = (size: number, count: number): number[] => {
  const taken = Math.min(size, count);
  return Array.from({ length: taken }, (_, i) => Math.floor((i * size) / taken));
};

/** The rows of `width` numbers at some indices. */
export const rowsAt = (
  values: Float32Array,
  width: number,
  indices: readonly number[],
): Float32Array => {
  const rows = new Float32Array(indices.length * width);
  indices.forEach((index, i) => {
    rows.set(values.subarray(index * width, (index + 1) * width), i * width);
  });
  return rows;
};
