const maxLineLength = 1_000;
const maxLines = 40;

const cut = (line: string): string =>
  line.length > maxLineLength
    ? `${line.slice(0, maxLineLength)}… (${line.length - maxLineLength} more characters)`
    : line;

/** A message cut where its lines or their number are too long for a terminal. */
export const boundedMessage = (message: string): string => {
  const lines = message.split("\n");
  const rest = lines.length - maxLines;
  return [
    ...lines.slice(0, maxLines).map(cut),
    ...(rest > 0 ? [`… (${rest} more lines)`] : []),
  ].join("\n");
};
