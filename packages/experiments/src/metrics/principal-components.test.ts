import { expect, test } from "vitest";
import { principalPlane } from "./principal-components.ts";

/** Points a·cos t along one direction, b·sin t along another, nothing along the third. */
const ellipse = (a: number, b: number, first: number[], second: number[]) =>
  Float32Array.from({ length: 3 * 360 }, (_, i) => {
    const t = (2 * Math.PI * Math.floor(i / 3)) / 360;
    return 7 + a * Math.cos(t) * (first[i % 3] ?? 0) + b * Math.sin(t) * (second[i % 3] ?? 0);
  });

const r = Math.SQRT1_2;

test("the axes of an ellipse in space are found, with their shares of the variance", () => {
  const { x, y, explained } = principalPlane(ellipse(3, 1, [r, r, 0], [0, 0, 1]), 3);
  expect(explained[0]).toBeCloseTo(0.9, 6);
  expect(explained[1]).toBeCloseTo(0.1, 6);
  expect(x[0]).toBeCloseTo(3, 5);
  expect(y[90]).toBeCloseTo(1, 5);
  expect(y[0]).toBeCloseTo(0, 5);
});

test("turning the codes around does not turn the picture around", () => {
  const there = principalPlane(ellipse(3, 1, [r, r, 0], [0, 0, 1]), 3);
  const back = principalPlane(ellipse(-3, -1, [-r, -r, 0], [0, 0, -1]), 3);
  there.x.forEach((value, i) => {
    expect(back.x[i]).toBeCloseTo(value, 5);
  });
});

test("codes that do not vary have no variance to explain", () => {
  expect(principalPlane(new Float32Array(30).fill(2), 3).explained).toEqual([0, 0]);
});
