/** `1 run`, `12 runs`: a count with its noun in the right number. */
export const countText = (count: number, noun: string, plural = `${noun}s`): string =>
  `${count} ${count === 1 ? noun : plural}`;
