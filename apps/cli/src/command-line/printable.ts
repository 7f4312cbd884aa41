/** Characters that move the cursor, colour the terminal or reorder text. */
const control = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

const escaped = (character: string): string =>
  `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;

/** A name in one line of a terminal: control characters are shown as escapes such as \u001b. */
export const printable = (text: string): string => text.replaceAll(control, escaped);

/** A text whose lines are printable. JSON stays the same JSON. */
export const printableLines = (text: string): string => text.split("\n").map(printable).join("\n");
