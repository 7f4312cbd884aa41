import { expect, test } from "vitest";
import { collapsedSince, deadUnits } from "./dead-units.ts";

test("units below 0.01 nats are dead", () => {
  expect(deadUnits([1.2, 0.011, 0.0099, 0, 3])).toBe(2);
});

test("collapse begins at the first epoch of the last run below 0.1 nats", () => {
  const since = (rates: number[]) =>
    rates.reduce<number | undefined>(
      (before, rate, i) => collapsedSince(before, i + 1, rate),
      undefined,
    );
  expect(since([5, 1, 0.09, 0.01])).toBe(3);
  expect(since([0.01, 0.01, 4])).toBeUndefined();
  expect(since([0.01, 4, 0.01, 0.05, 0.0])).toBe(3);
  expect(since([0.02])).toBe(1);
  expect(collapsedSince(2, 3, undefined)).toBeUndefined();
});
