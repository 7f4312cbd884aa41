import { expect, test } from "vitest";
import { cutTo, invalidKeyReason, lengthOf } from "./limits.ts";

test.each(["a", "a/b", "test/elbo", "a b.c-d:e_f", "損失", "é", "k".repeat(250), "a..b", "..."])(
  "%s is a key",
  (key) => {
    expect(invalidKeyReason("metric", key)).toBeUndefined();
  },
);

test.each([
  ["", "must not be empty"],
  ["k".repeat(251), "at most 250 characters, got 251"],
  ["a&b", 'got "a&b"'],
  ["a%b", 'got "a%b"'],
  ["a\nb", 'got "a\\nb"'],
  ["😀", "may contain only"],
  ["/a", "plain relative path"],
  ["a/", "plain relative path"],
  ["a//b", "plain relative path"],
  ["./a", "plain relative path"],
  ["a/../b", "plain relative path"],
  [".", "plain relative path"],
])("%j is not a key, and the reason names the rule and the value", (key, reason) => {
  expect(invalidKeyReason("metric", key)).toContain(reason);
});

test("lengths count code points, as Python does", () => {
  expect(lengthOf("a😀b")).toBe(3);
  expect(lengthOf("損失")).toBe(2);
  expect(lengthOf("\ud83d")).toBe(1);
  expect(lengthOf("\ud83d\ud83d")).toBe(2);
  expect(cutTo("a😀b", 2)).toBe("a😀");
});
