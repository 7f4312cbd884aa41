import { invalid } from "../api-error.ts";
import { shortened } from "../wire/shown.ts";

export type Token =
  /** A bare word: a keyword, part of a name, or both. */
  | { readonly kind: "word"; readonly text: string; readonly at: number }
  /** Between backticks: always a name. */
  | { readonly kind: "name"; readonly text: string; readonly at: number }
  /** Between double quotes: a name or a value, depending on its position. */
  | { readonly kind: "double"; readonly text: string; readonly at: number }
  | { readonly kind: "string"; readonly text: string; readonly at: number }
  | { readonly kind: "number"; readonly text: string; readonly at: number }
  | { readonly kind: "sign"; readonly text: string; readonly at: number };

const whitespace = /\s+/y;
/** Keys may contain dots, slashes, colons and dashes, because there is no arithmetic. */
const word = /[\p{L}_][\p{L}\p{N}_./:-]*/uy;
const sign = /<=|>=|!=|<>|==|[<>=(),.]/y;
const wordCharacter = /[\p{L}\p{N}_]/uy;
const quotes = { "`": "name", '"': "double", "'": "string" } as const;

/** Longest filter or order in UTF-16 units; a list of thousands of run ids fits. */
const maxLength = 1_000_000;

/** Splits a filter or an order into tokens in linear time. A quote within quotes is doubled. */
export const tokenize = (source: string): Token[] => {
  if (source.length > maxLength)
    throw invalid(
      `Invalid filter: it must have at most ${maxLength} characters, got ${source.length}`,
    );
  const tokens: Token[] = [];
  let at = 0;
  while (at < source.length) {
    const quote = source.charAt(at);
    if (quote in quotes) {
      const end = endOfQuoted(source, at);
      const text = source.slice(at + 1, end).replaceAll(quote + quote, quote);
      tokens.push({ kind: quotes[quote as keyof typeof quotes], text, at });
      at = end + 1;
      continue;
    }
    const space = match(whitespace, source, at);
    if (space !== undefined) {
      at += space.length;
      continue;
    }
    const token = nextToken(source, at);
    if (!token)
      throw invalid(
        `Invalid clause(s) in filter string: unexpected '${source.charAt(at)}' at character ${at + 1} of '${shortened(source)}'`,
      );
    tokens.push(token);
    at += token.text.length;
  }
  return tokens;
};

const match = (pattern: RegExp, source: string, at: number): string | undefined => {
  pattern.lastIndex = at;
  return pattern.exec(source)?.[0];
};

const nextToken = (source: string, at: number): Token | undefined => {
  const end = endOfNumber(source, at);
  if (end !== undefined) return { kind: "number", text: source.slice(at, end), at };
  for (const [kind, pattern] of [
    ["word", word],
    ["sign", sign],
  ] as const) {
    const text = match(pattern, source, at);
    if (text !== undefined) return { kind, text, at };
  }
  return undefined;
};

/** The end of the number at `at`, such as -1.5e-3; undefined if there is none or a word follows it. */
const endOfNumber = (source: string, at: number): number | undefined => {
  const start = isSign(source, at) ? at + 1 : at;
  const whole = endOfDigits(source, start);
  const isFraction = source.charAt(whole) === ".";
  let end = isFraction ? endOfDigits(source, whole + 1) : whole;
  if (end - start <= (isFraction ? 1 : 0)) return undefined;
  if (source.charAt(end).toLowerCase() === "e") {
    const power = isSign(source, end + 1) ? end + 2 : end + 1;
    const endOfPower = endOfDigits(source, power);
    if (endOfPower > power) end = endOfPower;
  }
  return match(wordCharacter, source, end) === undefined ? end : undefined;
};

const isSign = (source: string, at: number): boolean =>
  source.charAt(at) === "+" || source.charAt(at) === "-";

const endOfDigits = (source: string, start: number): number => {
  let at = start;
  while (source.charCodeAt(at) >= 0x30 && source.charCodeAt(at) <= 0x39) at++;
  return at;
};

const endOfQuoted = (source: string, start: number): number => {
  const quote = source.charAt(start);
  for (let at = start + 1; at < source.length; at++) {
    if (source.charAt(at) !== quote) continue;
    if (source.charAt(at + 1) !== quote) return at;
    at++;
  }
  throw invalid(
    `Invalid clause(s) in filter string: the ${quote} at character ${start + 1} of '${shortened(source)}' is not closed`,
  );
};
