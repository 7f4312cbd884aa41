import { expect, test } from "vitest";
import { samplesFromArray } from "./sample-shape.ts";

const array = (...shape: number[]) => ({
  dtype: "float32",
  shape,
  values: Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => i),
});

test("N × D are vectors, N alone vectors of one value, N × H × W grey images", () => {
  expect(samplesFromArray(array(5, 3), "x").shape).toEqual({ kind: "vector", length: 3 });
  expect(samplesFromArray(array(5), "x").shape).toEqual({ kind: "vector", length: 1 });
  expect(samplesFromArray(array(5, 3, 2), "x").shape).toEqual({
    kind: "image",
    height: 3,
    width: 2,
    channels: 1,
  });
});

test("channels in front are moved behind, pixel by pixel", () => {
  const { shape, values } = samplesFromArray(array(2, 3, 2, 2), "x");
  expect(shape).toEqual({ kind: "image", height: 2, width: 2, channels: 3 });
  expect([...values.slice(0, 12)]).toEqual([0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11]);
});

test("channels behind stay as they are", () => {
  const given = array(2, 4, 4, 3);
  expect(samplesFromArray(given, "x").values).toBe(given.values);
});

test("an array whose channels could be on either side needs a layout", () => {
  expect(() => samplesFromArray(array(2, 3, 4, 3), "x")).toThrow(
    "cannot tell the channels of x: its shape is 2 × 3 × 4 × 3",
  );
  const { shape } = samplesFromArray(array(2, 3, 4, 3), "x", { layout: "channels-first" });
  expect(shape).toEqual({ kind: "image", height: 4, width: 3, channels: 3 });
});

test("flat rows become images of the shape given, if it fits", () => {
  expect(samplesFromArray(array(2, 12), "x", { shape: [2, 2, 3] }).shape).toEqual({
    kind: "image",
    height: 2,
    width: 2,
    channels: 3,
  });
  expect(() => samplesFromArray(array(2, 12), "x", { shape: [5, 5] })).toThrow("product is 12");
});

test("arrays without samples or with five axes are refused", () => {
  expect(() => samplesFromArray(array(0, 3), "x")).toThrow("with at least one value (got 0 × 3)");
  expect(() => samplesFromArray(array(1, 1, 1, 1, 1), "x")).toThrow("got 1 × 1 × 1 × 1 × 1");
});
