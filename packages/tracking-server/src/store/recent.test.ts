import { expect, test } from "vitest";
import { recent } from "./recent.ts";

const byLength = (most: number) => recent<string>(most, (text) => text.length);

test("the least recently used value is dropped first", () => {
  const kept = byLength(6);
  kept.set("a", "aa");
  kept.set("b", "bb");
  kept.set("c", "cc");
  kept.get("a");
  kept.set("d", "dd");
  expect(["a", "b", "c", "d"].map((key) => kept.get(key))).toEqual(["aa", undefined, "cc", "dd"]);
});

test("a replaced value counts once, and one larger than the cache is not kept", () => {
  const kept = byLength(6);
  for (let n = 0; n < 10; n++) kept.set("a", "aaaa");
  kept.set("b", "bb");
  expect([kept.get("a"), kept.get("b")]).toEqual(["aaaa", "bb"]);
  kept.set("c", "ccccccc");
  expect(kept.get("c")).toBeUndefined();
});
