/** Points that Python makes too: shift + scale·sin(seed + 0.618·i²) for i from 1. */
export const madePoints = (
  count: number,
  width: number,
  seed: number,
  { scale = 1, shift = 0 } = {},
) => ({
  values: Float32Array.from(
    { length: count * width },
    (_, i) => shift + scale * Math.sin(seed + 0.618 * (i + 1) ** 2),
  ),
  width,
});
