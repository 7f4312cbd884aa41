import { expect, test } from "vitest";
import { readBrushes, writeBrushes } from "./brush-text.ts";

test("ranges of axes survive the URL; invalid ones are ignored", () => {
  const brushes = [
    { key: "test/rate", from: 0.25, to: 0.5 },
    { key: "a..b", from: -0.02, to: 1 },
  ];
  expect(readBrushes(writeBrushes(brushes))).toEqual(brushes);
  expect(readBrushes(["x", "1..0..k", "NaN..1..k", "0..1.."])).toEqual([]);
  expect(readBrushes(undefined)).toEqual([]);
});
