/** Characters of a value that an error shows. */
const maxShown = 200;

/** A text cut to the length that an error shows. */
export const shortened = (text: string): string =>
  text.length <= maxShown ? text : `${text.slice(0, maxShown)}…`;

/** A value as JSON, cut to the length that an error shows. */
export const shown = (value: unknown): string => shortened(JSON.stringify(value) ?? "undefined");
