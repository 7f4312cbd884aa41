/** A text whose parts between backticks are code. */
export const CodeText = ({ text }: { text: string }) =>
  text.split("`").map((part, index, parts) => {
    const isCode = index % 2 === 1 && index < parts.length - 1;
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text have no other identity
    if (isCode) return <code key={index}>{part}</code>;
    return index % 2 === 1 ? `\`${part}` : part;
  });
