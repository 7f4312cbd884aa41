import { expect, test } from "vitest";
import { parseJson } from "./parse-json.ts";

test("JSON is parsed as JSON.parse does", () => {
  const text = '{"a": ["NaN", "\\"[[", -1.5e3, true, null], "b]": {}}';
  expect(parseJson(text)).toEqual(JSON.parse(text));
});

test.each([
  ['{"value": NaN}', "NaN"],
  ['{"a": "NaN \\"", "value": -Infinity}', "-Infinity"],
  ["[Infinity]", "Infinity"],
])("the refusal of %s names the number and what to send", (text, word) => {
  expect(() => parseJson(text)).toThrow(
    `${word} is not a JSON number; send it as the string "${word}"`,
  );
});

test.each(["{", "[1,", "nonsense", "{'a': 1}", '{"a": "NaN}'])(
  "%s is refused as no JSON",
  (text) => {
    expect(() => parseJson(text)).toThrow("Cannot read the request: its body is not JSON (");
  },
);

test("200,000 brackets are refused, closed or not, and 64 are not", () => {
  for (const open of ["[", '{"a":']) {
    const close = open === "[" ? "]" : "}";
    const nested = (depth: number) => `${open.repeat(depth)}1${close.repeat(depth)}`;
    expect(() => parseJson(nested(64))).not.toThrow();
    expect(() => parseJson(nested(65))).toThrow("nest at most 64 deep");
    expect(() => parseJson(nested(200_000))).toThrow("nest at most 64 deep");
    expect(() => parseJson(open.repeat(200_000))).toThrow("nest at most 64 deep");
  }
  expect(parseJson(JSON.stringify("[".repeat(200_000)))).toHaveLength(200_000);
});
