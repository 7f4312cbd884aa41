/** A hash of a text, short and stable, for URLs. */
export const shortHash = (text: string): string => {
  let state = 5381;
  for (const character of text) state = (state * 33 + (character.codePointAt(0) ?? 0)) >>> 0;
  return state.toString(36);
};
