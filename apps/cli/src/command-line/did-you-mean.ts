import { distance } from "fastest-levenshtein";

/** `; did you mean X?` for the known word nearest to a misspelt one; empty if none is near enough. */
export const didYouMean = (word: string, known: readonly string[]): string => {
  const [best] = known
    .map((candidate) => ({ candidate, edits: distance(word, candidate) }))
    .sort((a, b) => a.edits - b.edits);
  const isNear = best !== undefined && best.edits <= Math.max(1, word.length / 4);
  return isNear ? `; did you mean ${best.candidate}?` : "";
};
