import { type Document, isMap, isScalar, LineCounter, parseDocument, visit } from "yaml";

/** Aliases may repeat a value, but not so often that a small file fills the memory. */
const maxAliases = 100;

const documentOf = (text: string): { readonly document: Document; readonly lines: LineCounter } => {
  const lines = new LineCounter();
  return { document: parseDocument(text, { lineCounter: lines }), lines };
};

/** @throws Error with the line and the column of the first fault */
export const yamlValue = (text: string): unknown => {
  const { document } = documentOf(text);
  const [fault] = document.errors;
  if (fault !== undefined) throw fault;
  return document.toJS({ maxAliasCount: maxAliases });
};

/** The words of a message that may be keys: those in quotes first, then dotted ones, then the others. */
const wordsOf = (message: string): string[] => {
  const quoted = [...message.matchAll(/"([^"]+)"/g)].map(([, word = ""]) => word);
  const plain = message.match(/[A-Za-z_][\w.]*\w/g) ?? [];
  return [
    ...quoted,
    ...plain.filter((word) => word.includes(".")),
    ...plain.filter((word) => !word.includes(".")),
  ];
};

/** The line of the first mapping key with this name. */
const lineOfKey = ({ document, lines }: ReturnType<typeof documentOf>, name: string) => {
  let line: number | undefined;
  visit(document, {
    Pair: (_, { key }) => {
      if (!isScalar(key) || key.value !== name || !key.range) return undefined;
      line = lines.linePos(key.range[0]).line;
      return visit.BREAK;
    },
  });
  return line;
};

/** The line of the last key of a dotted path that there is, from the document's `base` or its top. */
const lineOfPath = ({ document, lines }: ReturnType<typeof documentOf>, path: string) => {
  const names = path.split(".");
  for (const start of [document.get("base"), document.contents]) {
    let node: unknown = start;
    let line: number | undefined;
    for (const name of names) {
      if (!isMap(node)) break;
      const pair = node.items.find(({ key }) => isScalar(key) && key.value === name);
      if (pair === undefined) break;
      if (isScalar(pair.key) && pair.key.range) line = lines.linePos(pair.key.range[0]).line;
      node = pair.value;
    }
    if (line !== undefined) return line;
  }
  return undefined;
};

/** The line, from 1, of the key in a text of YAML or JSON that a message speaks of. */
export const lineIn = (text: string, message: string): number | undefined => {
  const parsed = documentOf(text);
  for (const word of wordsOf(message)) {
    const line = lineOfKey(parsed, word) ?? lineOfPath(parsed, word);
    if (line !== undefined) return line;
  }
  return undefined;
};
