import { expect, test } from "vitest";
import { pathShape, pathSteps, straightPaths } from "./decoded-path.ts";

const paths = straightPaths(Float32Array.of(0, 0, 1, 1), Float32Array.of(1, 2, 1, -1), 2);
const shapeOf = (decode: (x: number, y: number) => number[]) => {
  const points = Array.from({ length: paths.length / 2 }, (_, i) =>
    decode(paths[2 * i] as number, paths[2 * i + 1] as number),
  );
  return pathShape(Float32Array.from(points.flat()), points[0]?.length ?? 0);
};

test("paths begin and end at the codes, and their points are evenly spaced", () => {
  expect(paths).toHaveLength(2 * (pathSteps + 1) * 2);
  expect([...paths.subarray(0, 4)]).toEqual([0, 0, 1 / 32, 2 / 32]);
  expect([...paths.subarray(2 * pathSteps, 2 * pathSteps + 4)]).toEqual([1, 2, 1, 1]);
});

test("a linear decoder moves evenly and straight", () => {
  const { jump, length } = shapeOf((x, y) => [x + y, 2 * y, -x]);
  expect(jump.value).toBeCloseTo(1, 4);
  expect(length.value).toBeCloseTo(1, 4);
});

test("a step function makes one jump, and a half circle is π/2 times its diameter", () => {
  expect(shapeOf((_, y) => [y > 0.3 ? 1 : 0]).jump.value).toBeCloseTo(pathSteps, 4);
  const { jump, length } = shapeOf((_, y) => [
    Math.cos((y * Math.PI) / 2),
    Math.sin((y * Math.PI) / 2),
  ]);
  expect(jump.value).toBeCloseTo(1, 4);
  expect(length.value).toBeCloseTo(Math.PI / 2, 2);
});
