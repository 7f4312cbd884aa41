import { expect, test } from "vitest";
import { whyNotArtifactPath } from "./artifact-path.ts";
import { lengthOf, whyNotKey } from "./rules.ts";

test.each(["a", "a/b", "test/elbo", "a b.c-d:e_f", "損失", "é", "k".repeat(250), "a..b", "..."])(
  "%s is a key",
  (key) => {
    expect(whyNotKey("metric", key)).toBeUndefined();
  },
);

test.each([
  ["", "must not be empty"],
  ["k".repeat(251), "at most 250 characters, got 251"],
  ["a&b", 'got "a&b"'],
  ["a%b", 'got "a%b"'],
  ["a\nb", 'got "a\\nb"'],
  ["😀", "may hold only"],
  ["/a", "plain relative path"],
  ["a/", "plain relative path"],
  ["a//b", "plain relative path"],
  ["./a", "plain relative path"],
  ["a/../b", "plain relative path"],
  [".", "plain relative path"],
])("%j is none, and the error says the rule and the value", (key, reason) => {
  expect(whyNotKey("metric", key)).toContain(reason);
});

test("characters are counted as Python does", () => {
  expect(lengthOf("a😀b")).toBe(3);
  expect(lengthOf("損失")).toBe(2);
  expect(lengthOf("\ud83d")).toBe(1);
});

test("an artifact path is plain, relative, and not decoded into another", () => {
  for (const path of ["a.png", "images/k+step+3+timestamp+17+u.png", "ü/試 x.txt", "a..b"])
    expect(whyNotArtifactPath(path)).toBeUndefined();
  for (const path of ["", "/a", "a/", "../a", "a/./b", "a%20b", "a#b", "a\\b", "a\0b"])
    expect(whyNotArtifactPath(path)).toContain(JSON.stringify(path));
});
