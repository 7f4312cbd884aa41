import { expect, test } from "vitest";
import { countText } from "./count-text.ts";

test.each([
  [0, "trial", undefined, "0 trials"],
  [1, "trial", undefined, "1 trial"],
  [2, "trial", undefined, "2 trials"],
  [3, "pass", "passes", "3 passes"],
] as const)("%d of %j is %j", (count, singular, plural, text) => {
  expect(countText(count, singular, plural)).toBe(text);
});
