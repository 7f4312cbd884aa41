import { expect, test } from "vitest";
import { goldenSection } from "./golden-section.ts";

test("it finds the minimum of a convex function, inside and at an end of the interval", () => {
  expect(goldenSection((x) => Math.exp(x) - 2 * x, -1, 3, 1e-7)).toBeCloseTo(Math.log(2), 6);
  expect(goldenSection((x) => (x - 5) ** 2, 0, 2, 1e-6)).toBeCloseTo(2, 5);
});
