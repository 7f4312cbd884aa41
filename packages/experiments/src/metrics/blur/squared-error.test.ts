import { expect, test } from "vitest";
import { squaredError } from "./squared-error.ts";

test("errors of 0 and 4 per value have the mean 2 and the standard error 2", () => {
  const data = Float32Array.of(1, 2, 3, 0, 0, 0);
  const { value, standardError } = squaredError(data, Float32Array.of(1, 2, 3, 2, -2, 2), 3);
  expect(value).toBe(2);
  expect(standardError).toBeCloseTo(2, 12);
});
