/** A count with its noun in the right form: `1 run`, `2 runs`, `0 parts of runs`. */
export const countText = (count: number, singular: string, plural = `${singular}s`): string =>
  `${count} ${count === 1 ? singular : plural}`;
