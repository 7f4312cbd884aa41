/** Levenshtein distance. */
const distance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, x] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, y] of [...b].entries())
      next.push(
        Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (x === y ? 0 : 1)),
      );
    row = next;
  }
  return row.at(-1) ?? 0;
};

/** The candidate closest to a misspelt text; undefined if none is close. */
export const nearest = (text: string, candidates: readonly string[]): string | undefined => {
  const close = candidates
    .map((candidate) => ({ candidate, edits: distance(text, candidate) }))
    .filter(({ edits }) => edits <= Math.max(1, Math.floor(text.length / 3)))
    .sort((a, b) => a.edits - b.edits);
  return close[0]?.candidate ?? candidates.find((candidate) => candidate.includes(text));
};
