import { invalid } from "../api-error.ts";

export type Token =
  /** A bare word, which may be a keyword, part of a name, or both. */
  | { readonly kind: "word"; readonly text: string; readonly at: number }
  /** Between backticks: always a name. */
  | { readonly kind: "name"; readonly text: string; readonly at: number }
  /** Between double quotes: a name or a value, as its place demands. */
  | { readonly kind: "double"; readonly text: string; readonly at: number }
  | { readonly kind: "string"; readonly text: string; readonly at: number }
  | { readonly kind: "number"; readonly text: string; readonly at: number }
  | { readonly kind: "sign"; readonly text: string; readonly at: number };

const whitespace = /\s+/y;
/** A key may go on with dots, slashes, colons and dashes: there is no arithmetic to confuse. */
const word = /[\p{L}_][\p{L}\p{N}_./:-]*/uy;
const number = /[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?(?![\p{L}\p{N}_])/uy;
const sign = /<=|>=|!=|<>|==|[<>=(),.]/y;
const quotes = { "`": "name", '"': "double", "'": "string" } as const;

/** Cuts a filter or an order into tokens. A quote within quotes is written twice. */
export const tokenize = (source: string): Token[] => {
  const tokens: Token[] = [];
  let at = 0;
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(source)?.[0];
  };
  while (at < source.length) {
    const quote = source.charAt(at);
    if (quote in quotes) {
      const end = endOfQuoted(source, at);
      const text = source.slice(at + 1, end).replaceAll(quote + quote, quote);
      tokens.push({ kind: quotes[quote as keyof typeof quotes], text, at });
      at = end + 1;
      continue;
    }
    const space = match(whitespace);
    if (space !== undefined) {
      at += space.length;
      continue;
    }
    const token = next(match, at);
    if (!token)
      throw invalid(
        `Invalid clause(s) in filter string: unexpected '${source.charAt(at)}' at character ${at + 1} of '${source}'`,
      );
    tokens.push(token);
    at += token.text.length;
  }
  return tokens;
};

const next = (match: (pattern: RegExp) => string | undefined, at: number): Token | undefined => {
  const kinds = [
    ["number", number],
    ["word", word],
    ["sign", sign],
  ] as const;
  for (const [kind, pattern] of kinds) {
    const text = match(pattern);
    if (text !== undefined) return { kind, text, at };
  }
  return undefined;
};

const endOfQuoted = (source: string, start: number): number => {
  const quote = source.charAt(start);
  for (let at = start + 1; at < source.length; at++) {
    if (source.charAt(at) !== quote) continue;
    if (source.charAt(at + 1) !== quote) return at;
    at++;
  }
  throw invalid(
    `Invalid clause(s) in filter string: the ${quote} at character ${start + 1} of '${source}' is never closed`,
  );
};
