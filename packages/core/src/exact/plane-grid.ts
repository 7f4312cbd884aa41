/** A subset of a grid's points without direct neighbours. */
export interface GridPart {
  /** G·K, row-major. */
  readonly points: Float32Array;
  /** The index of the grid of twice the spacing, of 2ᴷ, that they belong to. */
  readonly coarse: number;
  /** Whether they lie within a twentieth of the extent of the edge. */
  readonly atEdge: boolean;
}

/**
 * The points of [−extent, extent]ᴷ that are `spacing` apart and include 0, grouped by the grid of twice
 * the spacing that they belong to: the trapezoidal rule applies to each group and to their union.
 */
export const gridParts = (K: number, extent: number, spacing: number): readonly GridPart[] => {
  const steps = Math.floor(extent / spacing + 1e-9);
  const side = Array.from({ length: 2 * steps + 1 }, (_, i) => i - steps);
  const indices = side
    .map((i) => [i])
    .flatMap((point) => (K === 1 ? [point] : side.map((j) => [...point, j])));
  const parts = new Map<string, { coarse: number; atEdge: boolean; values: number[] }>();
  for (const point of indices) {
    const coarse = point.reduce((sum, i, k) => sum + (Math.abs(i) % 2) * 2 ** k, 0);
    const atEdge = point.some((i) => Math.abs(i) > 0.95 * steps);
    const key = `${coarse} ${atEdge}`;
    const part = parts.get(key) ?? { coarse, atEdge, values: [] };
    parts.set(key, part);
    for (const i of point) part.values.push(i * spacing);
  }
  return [...parts.values()].map(({ values, ...part }) => ({
    ...part,
    points: Float32Array.from(values),
  }));
};
