import { expect, test } from "vitest";
import { fileKind, formattedJson, sizeText } from "./file-kind.ts";

test("the extension determines how a file is shown; a large file is only a link", () => {
  expect(fileKind({ path: "verify.txt", size: 9000 })).toBe("text");
  expect(fileKind({ path: "tables/fits.JSON", size: 10 })).toBe("json");
  expect(fileKind({ path: "figures/fits.png", size: 5_000_000 })).toBe("image");
  expect(fileKind({ path: "verify.json", size: 5_000_000 })).toBe("other");
  expect(fileKind({ path: "checkpoint.safetensors", size: 10 })).toBe("other");
});

test("JSON is formatted; invalid JSON is unchanged", () => {
  expect(formattedJson('{"a":[1]}')).toBe('{\n  "a": [\n    1\n  ]\n}');
  expect(formattedJson('{"a":NaN}')).toBe('{"a":NaN}');
});

test("sizes have about two digits", () => {
  expect([0, 999, 1500, 20_400, 3_140_000].map(sizeText)).toEqual([
    "0 B",
    "999 B",
    "1.5 kB",
    "20 kB",
    "3.1 MB",
  ]);
});
