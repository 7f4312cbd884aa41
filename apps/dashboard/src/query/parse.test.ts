import { expect, test } from "vitest";
import { parseQuery, type Query, rangeOf } from "./parse.ts";
import { QueryError } from "./tokens.ts";

/** The query as an S-expression. */
const shown = (query: Query): string => {
  switch (query.kind) {
    case "all":
      return `(and ${query.of.map(shown).join(" ")})`;
    case "any":
      return `(or ${query.of.map(shown).join(" ")})`;
    case "not":
      return `(not ${shown(query.of)})`;
    case "word":
      return query.text;
    case "field":
      return `${query.key}${query.operator}${query.value}`;
    case "list":
      return `${query.key} in [${query.values.join("|")}]`;
  }
};

test.for([
  ["forward-kl pathwise", "(and forward-kl pathwise)"],
  ["beta=1 OR beta=4", "(or beta=1 beta=4)"],
  ["beta=1 and beta=4 or x", "(or (and beta=1 beta=4) x)"],
  ["(beta=1)", "beta=1"],
  ["(beta=1 or beta=4) status=failed", "(and (or beta=1 beta=4) status=failed)"],
  ["-status:failed", "(not status:failed)"],
  ["NOT (a or b)", "(not (or a b))"],
  ["beta in (1,4)", "beta in [1|4]"],
  ["regulariser IN (forward-kl, 'half jeffreys')", "regulariser in [forward-kl|half jeffreys]"],
  ["beta not in (1, 4)", "(not beta in [1|4])"],
  ["beta in 1..4", "beta in [1..4]"],
  ["beta >= 4", "beta>=4"],
  ["elbo>-110", "elbo>-110"],
  ['regulariser="forward-kl"', "regulariser=forward-kl"],
  ['"two words" name="a b"', "(and two words name=a b)"],
  ['"say \\"hi\\""', 'say "hi"'],
  ["name:a&b=c", "name:a&b=c"],
  ["regulariser~kl$", "regulariser~kl$"],
  ["KL(p||q) β", "(and KL(p||q) β)"],
  ["in the box", "(and in the box)"],
  ["test/elbo<0", "test/elbo<0"],
  ["a - b", "(and a - b)"],
] as const)("%s is parsed as %s", ([text, lisp]) => {
  expect(shown(parseQuery(text))).toBe(lisp);
});

test("an empty filter matches all runs", () => {
  expect(parseQuery("  ")).toEqual({ kind: "all", of: [] });
});

test.for([
  ["beta>=", "a value is missing after >=", 6],
  ["(beta=1", "a parenthesis is not closed", 0],
  ["beta=1)", "unexpected )", 6],
  ["beta in (1,", "a value is missing after ,", 11],
  ["beta=1 or", "the last term is missing", 9],
  ["= 4", "unexpected =", 0],
  ['name="a', 'the quote " is not closed', 5],
] as const)("%s is rejected: %s", ([text, message, at]) => {
  const failure = (() => {
    try {
      return parseQuery(text);
    } catch (error) {
      return error;
    }
  })();
  expect(failure).toBeInstanceOf(QueryError);
  expect(failure).toMatchObject({ message, at });
});

test("the ends of a range are numbers or empty", () => {
  expect(rangeOf("0.25..4")).toEqual([0.25, 4]);
  expect(rangeOf("1e-3..")).toEqual([1e-3, Number.POSITIVE_INFINITY]);
  expect(rangeOf("..-2")).toEqual([Number.NEGATIVE_INFINITY, -2]);
  expect(rangeOf("..")).toBeUndefined();
  expect(rangeOf("a..b")).toBeUndefined();
  expect(rangeOf("1.5")).toBeUndefined();
});
