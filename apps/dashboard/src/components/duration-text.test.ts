import { expect, test } from "vitest";
import { countText } from "../study/count-text.ts";
import { durationText } from "./duration-text.ts";

const [second, minute, hour, day] = [1_000, 60_000, 3_600_000, 86_400_000];

test.for([
  [-5, "0 s"],
  [38 * second, "38 s"],
  [89 * second, "89 s"],
  [90 * second, "2 min"],
  [59 * minute, "59 min"],
  [1.5 * hour, "1.5 h"],
  [2 * hour, "2 h"],
  [2 * day, "2 d"],
  [59 * day, "59 d"],
  [61 * day, "2 mo"],
  [365 * day, "12 mo"],
  [731 * day, "2 y"],
] as const)("%i ms is displayed as %s", ([milliseconds, text]) => {
  expect(durationText(milliseconds)).toBe(text);
});

test("a count of 1 uses the singular", () => {
  expect([0, 1, 2].map((count) => countText(count, "run"))).toEqual(["0 runs", "1 run", "2 runs"]);
});
