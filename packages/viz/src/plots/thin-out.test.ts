import { expect, test } from "vitest";
import { thinOut } from "./thin-out.ts";

const long = Array.from({ length: 10_000 }, (_, step) => ({
  step,
  value: step === 4_321 ? 99 : step === 7_000 ? Number.NaN : Math.sin(step),
}));

test("a long curve keeps its ends, its extremes and values that are not finite", () => {
  const thin = thinOut(long, 300);
  expect(thin.length).toBeLessThanOrEqual(4 * 300 + 1);
  expect(thin[0]).toBe(long[0]);
  expect(thin.at(-1)).toBe(long.at(-1));
  expect(thin).toContain(long[4_321]);
  expect(thin).toContain(long[7_000]);
});

test("each of a hundred columns keeps its smallest and largest value", () => {
  const rangeOf = (points: readonly (typeof long)[number][], column: number) => {
    const values = points
      .filter(({ step, value }) => Math.floor(step / 99.99) === column && Number.isFinite(value))
      .map(({ value }) => value);
    return [Math.min(...values), Math.max(...values)];
  };
  const thin = thinOut(long, 100);
  for (let column = 0; column < 100; column += 1)
    expect(rangeOf(thin, column)).toEqual(rangeOf(long, column));
});

test("a short curve is unchanged", () => {
  const short = long.slice(0, 1_000);
  expect(thinOut(short, 300)).toBe(short);
});
