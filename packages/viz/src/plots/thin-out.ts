interface Place {
  readonly step: number;
  readonly value: number;
}

/** Curves with fewer points per column than this are drawn in full. */
const pointsPerColumn = 4;

/**
 * Leaves out points of a curve that would not change its picture: of each column of the frame the
 * first, last, smallest and largest value are kept (M4, Jugel et al. 2014), and values that are not
 * finite. Points must be ordered by step.
 */
export const thinOut = <T extends Place>(points: readonly T[], columns: number): readonly T[] => {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined || points.length <= pointsPerColumn * columns)
    return points;
  const width = (last.step - first.step) / columns || 1;
  const kept: T[] = [];
  let column: T[] = [];
  const close = (): void => {
    const finite = column.filter(({ value }) => Number.isFinite(value));
    const smallest = finite.reduce((a, b) => (b.value < a.value ? b : a), finite[0] as T);
    const largest = finite.reduce((a, b) => (b.value > a.value ? b : a), finite[0] as T);
    const ends = [column[0], column.at(-1)];
    for (const point of column)
      if (
        point === smallest ||
        point === largest ||
        ends.includes(point) ||
        !Number.isFinite(point.value)
      )
        kept.push(point);
    column = [];
  };
  let at = 0;
  for (const point of points) {
    const own = Math.min(columns - 1, Math.floor((point.step - first.step) / width));
    if (own !== at) {
      close();
      at = own;
    }
    column.push(point);
  }
  close();
  return kept;
};
