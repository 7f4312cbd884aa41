import { expect, test } from "vitest";
import { csvOf } from "./data-table.ts";

test("CSV quotes commas, quotes and line breaks; NaN is a value and missing values are empty", () => {
  expect(
    csvOf({
      columns: ["run", "a,b"],
      rows: [
        ['say "hi"', Number.NaN],
        ["two\nlines", undefined],
        ["β", -1.5],
      ],
    }),
  ).toBe('run,"a,b"\r\n"say ""hi""",NaN\r\n"two\nlines",\r\nβ,-1.5\r\n');
});
