import { expect, test } from "vitest";
import { fileKind, laidOut, sizeText } from "./file-kind.ts";

test("a file is shown by its name's end, and one too large to read is a link", () => {
  expect(fileKind({ path: "verify.txt", size: 9000 })).toBe("text");
  expect(fileKind({ path: "tables/fits.JSON", size: 10 })).toBe("json");
  expect(fileKind({ path: "figures/fits.png", size: 5_000_000 })).toBe("image");
  expect(fileKind({ path: "verify.json", size: 5_000_000 })).toBe("other");
  expect(fileKind({ path: "checkpoint.safetensors", size: 10 })).toBe("other");
});

test("JSON is laid out; what only says that it is JSON stays as it is", () => {
  expect(laidOut('{"a":[1]}')).toBe('{\n  "a": [\n    1\n  ]\n}');
  expect(laidOut('{"a":NaN}')).toBe('{"a":NaN}');
});

test("sizes have two digits or so", () => {
  expect([0, 999, 1500, 20_400, 3_140_000].map(sizeText)).toEqual([
    "0 B",
    "999 B",
    "1.5 kB",
    "20 kB",
    "3.1 MB",
  ]);
});
