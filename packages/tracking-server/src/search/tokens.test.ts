import { expect, test } from "vitest";
import { tokenize } from "./tokens.ts";

const kinds = (source: string) => tokenize(source).map(({ kind, text }) => `${kind} ${text}`);

test.each(["1", "+1", "-1.5", "1.", ".5", "1e5", "1E+05", "-1.5e-3", "00012"])(
  "%s is one number",
  (number) => {
    expect(kinds(number)).toEqual([`number ${number}`]);
    expect(kinds(`a > ${number} AND`)).toEqual([
      "word a",
      "sign >",
      `number ${number}`,
      "word AND",
    ]);
  },
);

test.each(["1x", "1_", "1.5e", "1e5x", "+", "-", "1ü"])("%s is not a number", (text) => {
  expect(() => tokenize(text)).toThrow("Invalid clause(s) in filter string: unexpected");
});

test("words, names, strings and signs keep their text and position", () => {
  expect(tokenize("metrics.`a ``b` >= 'it''s'")).toEqual([
    { kind: "word", text: "metrics.", at: 0 },
    { kind: "name", text: "a `b", at: 8 },
    { kind: "sign", text: ">=", at: 16 },
    { kind: "string", text: "it's", at: 19 },
  ]);
});

// A tokenizer with backtracking takes minutes for these, more than the test's limit.
test.each([
  ["digits before a letter", `metrics.a > ${"1".repeat(300_000)}x`],
  ["a fraction before a letter", `metrics.a > ${"1".repeat(150_000)}.${"1".repeat(150_000)}x`],
  ["an exponent before a letter", `metrics.a > 1e${"1".repeat(300_000)}x`],
  ["a quote that is not closed", `metrics.a > '${"''".repeat(150_000)}`],
  ["spaces", `${" ".repeat(300_000)}\u0000`],
])("%s: 300,000 characters are refused in linear time", (_, filter) => {
  expect(() => tokenize(filter)).toThrow("Invalid clause(s) in filter string");
});

test("a filter of more than a million characters is refused, and no error repeats it", () => {
  expect(() => tokenize(`a = '${"x".repeat(1_000_000)}'`)).toThrow("at most 1000000 characters");
  const refused = (filter: string) => {
    try {
      return String(tokenize(filter));
    } catch (error) {
      return (error as Error).message;
    }
  };
  expect(refused(`${"a ".repeat(100_000)}?`).length).toBeLessThan(400);
});
