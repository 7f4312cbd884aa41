import { expect, test } from "vitest";
import { printable, printableLines } from "./printable.ts";

test.each([
  ["a\u001b[31mred", "a\\u001b[31mred"],
  ["two\nlines\r", "two\\u000alines\\u000d"],
  ["\u009b2J", "\\u009b2J"],
  ["\u202etxt.exe", "\\u202etxt.exe"],
  ["β = 4 · É 漢字 👩‍🔬", "β = 4 · É 漢字 👩‍🔬"],
])("%j is printed as %j", (text, shown) => {
  expect(printable(text)).toBe(shown);
});

test("JSON with control characters in its strings stays the same JSON", () => {
  const value = { "name\u001b[2J": ["\u009b", "\u2028", "\u202e", "tab\t"] };
  const text = printableLines(JSON.stringify(value, null, 2));
  expect(text).toMatch(/^[\n\x20-\x7e]*$/);
  expect(JSON.parse(text)).toEqual(value);
});
