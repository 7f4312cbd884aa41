import { type Operator, QueryError, type Token, tokensOf } from "./tokens.ts";

/** The syntax tree of a filter. */
export type Query =
  | { readonly kind: "all"; readonly of: readonly Query[] }
  | { readonly kind: "any"; readonly of: readonly Query[] }
  | { readonly kind: "not"; readonly of: Query }
  | { readonly kind: "word"; readonly text: string }
  | {
      readonly kind: "field";
      readonly key: string;
      readonly operator: Operator;
      readonly value: string;
      readonly at: number;
    }
  | {
      readonly kind: "list";
      readonly key: string;
      readonly values: readonly string[];
      readonly at: number;
    };

const isWord = (token: Token | undefined, word: string): boolean =>
  token?.kind === "text" && !token.isQuoted && token.text.toLowerCase() === word;

/**
 * Parses a filter: words anywhere in a run, `key = value` (also != > >= < <=, `:` for a substring, `~`
 * for a regular expression, `low..high` for a range), `key IN (a, b)`, combined by AND (the default),
 * OR, NOT (or -) and parentheses.
 *
 * @throws QueryError with the reason and the position
 */
export const parseQuery = (text: string): Query => {
  const tokens = tokensOf(text);
  let at = 0;
  const endOf = (): number => tokens.at(-1)?.to ?? text.length;
  const take = (): Token | undefined => tokens[at++];
  const fail = (message: string, token: Token | undefined): never => {
    throw new QueryError(message, token?.from ?? endOf());
  };

  const value = (after: string): string => {
    const token = take();
    if (token?.kind === "text") return token.text;
    return fail(`a value is missing after ${after}`, token);
  };

  const list = (key: string, from: number): Query => {
    if (tokens[at]?.kind !== "(") {
      const only = value(`${key} IN`);
      return { kind: "list", key, values: [only], at: from };
    }
    at += 1;
    const values = [value("IN (")];
    while (tokens[at]?.kind === ",") {
      at += 1;
      values.push(value(","));
    }
    const close = take();
    if (close?.kind !== ")") fail("a list ends with )", close);
    return { kind: "list", key, values, at: from };
  };

  const term = (): Query => {
    const token = take();
    if (token?.kind === "(") {
      const inner = any();
      const close = take();
      if (close?.kind !== ")") fail("a parenthesis is not closed", token);
      return inner;
    }
    if (token?.kind !== "text")
      return fail(
        token === undefined ? "the last term is missing" : `unexpected ${textOf(token)}`,
        token,
      );
    const next = tokens[at];
    if (next?.kind === "operator") {
      at += 1;
      const { operator } = next;
      return { kind: "field", key: token.text, operator, value: value(operator), at: token.from };
    }
    if (isWord(next, "in") && (tokens[at + 1]?.kind === "(" || isRange(tokens[at + 1]))) {
      at += 1;
      return list(token.text, token.from);
    }
    if (isWord(next, "not") && isWord(tokens[at + 1], "in")) {
      at += 2;
      return { kind: "not", of: list(token.text, token.from) };
    }
    return { kind: "word", text: token.text };
  };

  const not = (): Query => {
    if (tokens[at]?.kind === "-" || isWord(tokens[at], "not")) {
      at += 1;
      return { kind: "not", of: not() };
    }
    return term();
  };

  const all = (): Query => {
    const parts = [not()];
    while (at < tokens.length && tokens[at]?.kind !== ")" && !isWord(tokens[at], "or")) {
      if (isWord(tokens[at], "and")) at += 1;
      parts.push(not());
    }
    return parts.length === 1 ? (parts[0] as Query) : { kind: "all", of: parts };
  };

  const any = (): Query => {
    const parts = [all()];
    while (isWord(tokens[at], "or")) {
      at += 1;
      parts.push(all());
    }
    return parts.length === 1 ? (parts[0] as Query) : { kind: "any", of: parts };
  };

  if (tokens.length === 0) return { kind: "all", of: [] };
  const query = any();
  if (at < tokens.length) fail(`unexpected ${textOf(tokens[at] as Token)}`, tokens[at]);
  return query;
};

const textOf = (token: Token): string =>
  token.kind === "operator" ? token.operator : token.kind === "text" ? token.text : token.kind;

const rangePattern = /^([^.]*(?:\.\d+)?)\.\.(.*)$/;

const isRange = (token: Token | undefined): boolean =>
  token?.kind === "text" && rangeOf(token.text) !== undefined;

/** Parses an inclusive range such as `1..4`; a missing end is unbounded. */
export const rangeOf = (text: string): readonly [low: number, high: number] | undefined => {
  const [, low = "", high = ""] = rangePattern.exec(text) ?? [];
  if (low === "" && high === "") return undefined;
  const ends = [
    low === "" ? Number.NEGATIVE_INFINITY : Number(low),
    high === "" ? Number.POSITIVE_INFINITY : Number(high),
  ] as const;
  return ends.some(Number.isNaN) ? undefined : ends;
};
