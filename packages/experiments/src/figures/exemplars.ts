/** At most `count` of `rows` indices: the first of each class, then the second; without labels the first rows. */
export const exemplars = (
  labels: Int32Array | undefined,
  rows: number,
  count: number,
): number[] => {
  if (labels === undefined) return Array.from({ length: Math.min(rows, count) }, (_, row) => row);
  const seen = new Map<number, number>();
  const ranked = Array.from(labels.subarray(0, rows), (label, row) => {
    const rank = seen.get(label) ?? 0;
    seen.set(label, rank + 1);
    return { rank, label, row };
  });
  return ranked
    .sort((a, b) => a.rank - b.rank || a.label - b.label)
    .slice(0, count)
    .map(({ row }) => row);
};
