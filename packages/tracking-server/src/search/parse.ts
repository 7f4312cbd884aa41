import { invalid } from "../api-error.ts";
import { shortened } from "../wire/shown.ts";
import { type Token, tokenize } from "./tokens.ts";

/** `metrics.loss`: the part before the first dot, if there is one, and the rest. */
export interface Identifier {
  readonly entity: string | undefined;
  readonly key: string;
}

export type Literal =
  | { readonly kind: "number"; readonly value: number; readonly text: string }
  | { readonly kind: "string"; readonly value: string }
  | { readonly kind: "list"; readonly values: readonly string[] }
  | { readonly kind: "none" };

export interface Comparison {
  readonly kind: "comparison";
  readonly identifier: Identifier;
  readonly comparator: string;
  readonly literal: Literal;
}

export type Condition =
  | Comparison
  | { readonly kind: "all" | "any"; readonly conditions: readonly Condition[] };

export interface Order {
  readonly identifier: Identifier;
  readonly ascending: boolean;
}

/**
 * Parses a filter in MLflow's grammar, extended by OR (which binds less than AND) and parentheses:
 *
 *     condition  = all { OR all }
 *     all        = term { AND term }
 *     term       = "(" condition ")" | identifier comparison
 *     comparison = sign literal | [NOT] LIKE literal | [NOT] IN list | IS [NOT] NULL
 */
export const parseFilter = (source: string): Condition | undefined => {
  if (source.trim() === "") return undefined;
  const reader = new Reader(source);
  const condition = parseAny(reader);
  reader.end();
  return condition;
};

/** `identifier [ASC|DESC]` */
export const parseOrder = (source: string): Order => {
  const reader = new Reader(source);
  const identifier = parseIdentifier(reader);
  const descending = reader.takeKeyword("DESC");
  if (!descending) reader.takeKeyword("ASC");
  reader.end();
  return { identifier, ascending: !descending };
};

const parseAny = (reader: Reader): Condition => joined(reader, "any", "OR", parseAll);
const parseAll = (reader: Reader): Condition => joined(reader, "all", "AND", parseTerm);

const joined = (
  reader: Reader,
  kind: "any" | "all",
  keyword: string,
  parse: (reader: Reader) => Condition,
): Condition => {
  const first = parse(reader);
  const conditions = [first];
  while (reader.takeKeyword(keyword)) conditions.push(parse(reader));
  return conditions.length === 1 ? first : { kind, conditions };
};

const parseTerm = (reader: Reader): Condition => {
  if (reader.takeSign("(")) {
    const condition = reader.nested(() => parseAny(reader));
    if (!reader.takeSign(")")) throw reader.unexpected("')'");
    return condition;
  }
  reader.countComparison();
  const identifier = parseIdentifier(reader);
  const comparator = parseComparator(reader);
  return { kind: "comparison", identifier, comparator, literal: parseLiteral(reader, comparator) };
};

const parseIdentifier = (reader: Reader): Identifier => {
  const first = reader.take("word", "name", "double");
  if (!first) throw reader.unexpected("a name such as metrics.loss");
  if (first.kind !== "word") return { entity: undefined, key: first.text };
  const dot = first.text.indexOf(".");
  if (dot < 0) {
    if (!reader.takeSign(".")) return { entity: undefined, key: first.text };
    return { entity: first.text, key: parseQuotedKey(reader) };
  }
  const entity = first.text.slice(0, dot);
  const key = first.text.slice(dot + 1);
  return { entity, key: key === "" ? parseQuotedKey(reader) : key };
};

const parseQuotedKey = (reader: Reader): string => {
  const key = reader.take("name", "double", "word");
  if (!key) throw reader.unexpected("a key");
  return key.text;
};

const parseComparator = (reader: Reader): string => {
  // == and <> are refused where the comparison is read, with the comparators of its key.
  for (const sign of ["<=", ">=", "!=", "==", "<>", "<", ">", "="])
    if (reader.takeSign(sign)) return sign;
  if (reader.takeKeyword("LIKE")) return "LIKE";
  if (reader.takeKeyword("ILIKE")) return "ILIKE";
  if (reader.takeKeyword("IN")) return "IN";
  if (reader.takeKeyword("NOT")) {
    if (reader.takeKeyword("IN")) return "NOT IN";
  } else if (reader.takeKeyword("IS")) {
    const not = reader.takeKeyword("NOT");
    if (reader.takeKeyword("NULL")) return not ? "IS NOT NULL" : "IS NULL";
  }
  throw reader.unexpected("a comparator (=, !=, <, <=, >, >=, LIKE, ILIKE, IN, IS NULL)");
};

const parseLiteral = (reader: Reader, comparator: string): Literal => {
  if (comparator.startsWith("IS ")) return { kind: "none" };
  if (reader.takeSign("(")) {
    const values: string[] = [];
    do {
      const item = reader.take("string", "double");
      if (!item) throw reader.unexpected("a quoted string value in the list");
      values.push(item.text);
    } while (reader.takeSign(","));
    if (!reader.takeSign(")")) throw reader.unexpected("')'");
    return { kind: "list", values };
  }
  const number = reader.take("number");
  if (number) return { kind: "number", value: Number(number.text), text: number.text };
  const text = reader.take("string", "double");
  if (text) return { kind: "string", value: text.text };
  throw reader.unexpected("a number or a quoted string value");
};

/** SQLite's parser overflows at about 24 nested conditions. */
const maxDepth = 16;
/** Every comparison is a look-up for each run; MLflow fails from 64 on. */
const maxComparisons = 100;

class Reader {
  readonly #source: string;
  readonly #tokens: readonly Token[];
  #next = 0;
  #depth = 0;
  #comparisons = 0;

  constructor(source: string) {
    this.#source = source;
    this.#tokens = tokenize(source);
  }

  take(...kinds: Token["kind"][]): Token | undefined {
    const token = this.#tokens[this.#next];
    if (!token || !kinds.includes(token.kind)) return undefined;
    this.#next++;
    return token;
  }

  takeKeyword(keyword: string): boolean {
    return this.#takeIf((token) => token.kind === "word" && token.text.toUpperCase() === keyword);
  }

  takeSign(sign: string): boolean {
    return this.#takeIf((token) => token.kind === "sign" && token.text === sign);
  }

  nested<T>(parse: () => T): T {
    if (++this.#depth > maxDepth)
      throw invalid(`Invalid filter: parentheses must nest at most ${maxDepth} deep`);
    const result = parse();
    this.#depth--;
    return result;
  }

  countComparison(): void {
    if (++this.#comparisons > maxComparisons)
      throw invalid(`Invalid filter: it must have at most ${maxComparisons} comparisons`);
  }

  end(): void {
    if (this.#next < this.#tokens.length) throw this.unexpected("AND, OR or the end");
  }

  unexpected(expected: string): Error {
    const token = this.#tokens[this.#next];
    const found = token ? `'${shortened(token.text)}' at character ${token.at + 1}` : "the end";
    return invalid(
      `Invalid clause(s) in filter string: expected ${expected} but found ${found} of '${shortened(this.#source)}'`,
    );
  }

  #takeIf(wanted: (token: Token) => boolean): boolean {
    const token = this.#tokens[this.#next];
    if (!token || !wanted(token)) return false;
    this.#next++;
    return true;
  }
}
