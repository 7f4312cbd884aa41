export type Operator = "=" | "!=" | ">" | ">=" | "<" | "<=" | ":" | "~";

export type Token = {
  /** Range of the token in the text. */
  readonly from: number;
  readonly to: number;
} & (
  | { readonly kind: "(" | ")" | "," | "-" }
  | { readonly kind: "operator"; readonly operator: Operator }
  | { readonly kind: "text"; readonly text: string; readonly isQuoted: boolean }
);

/** A syntax error or an unknown name in a filter. */
export class QueryError extends Error {
  override readonly name = "QueryError";
  readonly at: number;
  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

const operators: readonly Operator[] = ["!=", ">=", "<=", "=", ">", "<", ":", "~"];

const isSpace = (character: string): boolean => /\s/.test(character);

const operatorAt = (text: string, at: number): Operator | undefined =>
  operators.find((operator) => text.startsWith(operator, at));

/** The quoted text that starts at `at`; a backslash escapes the next character. */
const quoted = (text: string, at: number): { text: string; to: number } => {
  const quote = text[at];
  let read = "";
  for (let to = at + 1; to < text.length; to += 1) {
    const character = text[to] ?? "";
    if (character === quote) return { text: read, to: to + 1 };
    if (character === "\\") {
      to += 1;
      read += text[to] ?? "";
    } else read += character;
  }
  throw new QueryError(`the quote ${quote} is not closed`, at);
};

/** The end of the word at `at`. A word may contain parentheses, such as `KL(p||q)`. */
const wordEnd = (text: string, at: number, isValue: boolean): number => {
  let depth = 0;
  for (let to = at; to < text.length; to += 1) {
    const character = text[to] ?? "";
    if (isSpace(character)) return to;
    if (character === "(" && (to > at || isValue)) depth += 1;
    if (character === ")") {
      if (depth === 0) return to;
      depth -= 1;
    }
    if (depth > 0) continue;
    if (character === "," || (!isValue && operatorAt(text, to) !== undefined)) return to;
  }
  return text.length;
};

/** Splits a filter into tokens. @throws QueryError if a quote is not closed */
export const tokensOf = (text: string): Token[] => {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const character = text[at] ?? "";
    const last = tokens.at(-1);
    const followsOperator = last?.kind === "operator";
    const operator = operatorAt(text, at);
    if (isSpace(character)) {
      at += 1;
    } else if ((character === "(" && !followsOperator) || character === ")" || character === ",") {
      tokens.push({ kind: character, from: at, to: at + 1 });
      at += 1;
    } else if (character === '"' || character === "'") {
      const { text: read, to } = quoted(text, at);
      tokens.push({ kind: "text", text: read, isQuoted: true, from: at, to });
      at = to;
    } else if (operator !== undefined && !followsOperator) {
      tokens.push({ kind: "operator", operator, from: at, to: at + operator.length });
      at += operator.length;
    } else if (character === "-" && !followsOperator && /[^\s]/.test(text[at + 1] ?? "")) {
      tokens.push({ kind: "-", from: at, to: at + 1 });
      at += 1;
    } else {
      const to = Math.max(at + 1, wordEnd(text, at, followsOperator));
      tokens.push({ kind: "text", text: text.slice(at, to), isQuoted: false, from: at, to });
      at = to;
    }
  }
  return tokens;
};
