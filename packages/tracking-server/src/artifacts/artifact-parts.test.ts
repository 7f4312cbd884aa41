import { expect, test } from "vitest";
import { artifactParts, percentDecoded } from "./artifact-parts.ts";

test.each([
  "50%25.txt",
  "50%.txt",
  "a#b",
  "a\\b",
  "a\nb\t",
  "C:x",
  "...",
  " a ",
  "img%step%0%timestamp%1700000000000%0b1c.png",
  "%2fetc",
  "x".repeat(255),
])("%j is a name as it is", (name) => {
  expect(artifactParts(`d/${name}`)).toEqual(["d", name]);
});

test.each([
  "..",
  "a/../b",
  "/a",
  "\\a",
  "a\\..\\b",
  "%2e%2e/a",
  "%252e%252e%252fa",
  "%2Fetc/passwd",
  "100%/%2e%2e/a",
  "file:///etc/passwd",
  "FILE:/a",
  "a\0b",
  "x".repeat(256),
  "ü".repeat(128),
])("%j is refused", (path) => {
  expect(() => artifactParts(path)).toThrow("Invalid path");
});

test("empty and single-dot parts are dropped, and nothing is the root", () => {
  expect(artifactParts("a//b/./c/")).toEqual(["a", "b", "c"]);
  expect(artifactParts("")).toEqual([]);
});

test("percent-encoding is decoded once, and incomplete sequences stay", () => {
  expect(percentDecoded("50%2525 %zz%41%")).toBe("50%25 %zzA%");
  expect(percentDecoded("%F0%9F%98%80")).toBe("😀");
});
