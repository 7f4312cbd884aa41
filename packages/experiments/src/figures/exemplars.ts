/** `count` row indices: the first of each class, then the second of each, … */
export const exemplars = (labels: Uint8Array, count: number): number[] => {
  const seen = new Map<number, number>();
  const ranked = Array.from(labels, (label, row) => {
    const rank = seen.get(label) ?? 0;
    seen.set(label, rank + 1);
    return { rank, label, row };
  });
  return ranked
    .sort((a, b) => a.rank - b.rank || a.label - b.label)
    .slice(0, count)
    .map(({ row }) => row);
};
