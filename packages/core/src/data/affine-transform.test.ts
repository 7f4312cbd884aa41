import { expect, test } from "vitest";
import { applyTransform, logScale, undoTransform } from "./affine-transform.ts";

const rows = Float32Array.of(1, 10, 3, 30);
const perColumn = { shift: [2, 20], scale: [1, 10] };

test("each column has its own shift and scale, or all have one", () => {
  expect([...applyTransform(perColumn, rows, 2)]).toEqual([-1, -1, 1, 1]);
  expect([...applyTransform({ shift: 1, scale: 2 }, rows, 2)]).toEqual([0, 4.5, 1, 14.5]);
});

test("undoing gives the data back, also after the transform went through JSON", () => {
  const awkward = { shift: [1 / 3, 20], scale: [Math.PI, 1e-3] };
  const there = applyTransform(JSON.parse(JSON.stringify(awkward)), rows, 2);
  undoTransform(awkward, there, 2).forEach((value, i) => {
    expect(Math.abs(value - (rows[i] ?? 0))).toBeLessThan(2 ** -22 * (rows[i] ?? 0));
  });
});

test("bytes over 255 are the nearest floats to k/255", () => {
  const bytes = Float32Array.from({ length: 256 }, (_, k) => k);
  const fractions = applyTransform({ shift: 0, scale: 255 }, bytes, 1);
  fractions.forEach((value, k) => {
    expect(value).toBe(Math.fround(k / 255));
  });
});

test("it may write over its input", () => {
  const own = rows.slice();
  expect(applyTransform(perColumn, own, 2, own)).toBe(own);
  expect([...own]).toEqual([-1, -1, 1, 1]);
});

test("log scale is the log of the volume that one row is divided by", () => {
  expect(logScale(perColumn, 2)).toBeCloseTo(Math.log(10), 12);
  expect(logScale({ shift: 0, scale: 2 }, 3)).toBeCloseTo(3 * Math.log(2), 12);
});

test.each([
  [{ shift: 0, scale: 0 }, "scale[0] must be a finite number > 0, got 0"],
  [{ shift: [1], scale: 1 }, "shift must hold 2 numbers or be one, got 1"],
  [{ shift: [0, Number.NaN], scale: 1 }, "shift[1] must be a finite number, got NaN"],
])("%j is refused", (transform, message) => {
  expect(() => applyTransform(transform, rows, 2)).toThrow(message);
});

test("rows that are cut off are refused", () => {
  expect(() => applyTransform(perColumn, rows, 3)).toThrow("values");
});
