import { expect, test } from "vitest";
import { longIds, selectionPart, shortIds, toggled, unknownIds, withRange } from "./selection.ts";

const all = ["aaaaaaaa1", "aaaaaaaa2", "bbbbbbbb1", "cccccccc1"];

test("short ids resolve to their ids, also if eight characters are ambiguous", () => {
  expect(shortIds(["bbbbbbbb1"], all)).toEqual(["bbbbbbbb"]);
  expect(longIds(shortIds(all, all), all)).toEqual(all);
});

test("resolving keeps the order and drops duplicates and unknown ids", () => {
  expect(longIds(["cccccccc", "bbbbbbbb", "cccccccc", "dddddddd"], all)).toEqual([
    "cccccccc1",
    "bbbbbbbb1",
  ]);
});

test("a URL selects all runs of a large study by one word", () => {
  const many = Array.from({ length: 50 }, (_, index) => `${index}`.padStart(9, "0"));
  expect(selectionPart(many, many)).toEqual(["all"]);
  expect(longIds(["all"], many)).toEqual(many);
  expect(unknownIds(["all"], many)).toEqual([]);
  expect(selectionPart(many.slice(1), many)).toHaveLength(49);
  expect(selectionPart(all, all)).toEqual(shortIds(all, all));
  expect(selectionPart([], many)).toBeUndefined();
});

test("toggling twice changes nothing", () => {
  expect(toggled(toggled(["x"], "y"), "y")).toEqual(["x"]);
});

test("a range includes both ends, in either direction", () => {
  const rows = ["a", "b", "c", "d"];
  const ends = { from: "a", to: "c", on: true };
  expect(withRange([], rows, ends)).toEqual(["a", "b", "c"]);
  expect(withRange(["d"], rows, { from: "c", to: "a", on: true })).toEqual(["d", "a", "b", "c"]);
  expect(withRange(rows, rows, { ...ends, on: false })).toEqual(["d"]);
});

test("a range from a hidden row is only the clicked row", () => {
  expect(withRange([], ["a", "b"], { from: "gone", to: "b", on: true })).toEqual(["b"]);
});

test("short ids that match no run are listed once each", () => {
  expect(unknownIds(["garbage", "0123456789", "garbage"], ["0123456789"])).toEqual(["garbage"]);
  expect(unknownIds(["01234567"], ["0123456789"])).toEqual([]);
});
