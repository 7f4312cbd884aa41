import { expect, test } from "vitest";
import { fallsBelow, interpolatedAt } from "./crossing.ts";

const curve = [
  { x: 1, y: 4 },
  { x: 4, y: 2 },
  { x: 16, y: 0 },
];

test("a curve that is straight in log x falls below a level where the line does", () => {
  expect(fallsBelow(curve, 3)).toBeCloseTo(2, 12); // half way from 1 to 4 in log x
  expect(fallsBelow(curve, 1)).toBeCloseTo(8, 12);
  expect(fallsBelow(curve, 2)).toBeCloseTo(4, 12);
});

test("what counts is the last time that a curve falls below the level", () => {
  const dips = [{ x: 0.5, y: 0 }, ...curve];
  expect(fallsBelow(dips, 1)).toBeCloseTo(8, 12);
});

test("a curve that stays on one side of the level, or has a gap there, falls below it nowhere", () => {
  expect(fallsBelow(curve, 5)).toBeUndefined();
  expect(fallsBelow(curve, -1)).toBeUndefined();
  expect(
    fallsBelow(
      [
        { x: 1, y: 4 },
        { x: 2, y: Number.NaN },
        { x: 4, y: 0 },
      ],
      1,
    ),
  ).toBeUndefined();
  expect(fallsBelow([], 1)).toBeUndefined();
});

test("a curve is interpolated between neighbours, and not beyond its ends", () => {
  expect(interpolatedAt(curve, 2.5)).toBeCloseTo(3, 12);
  expect(interpolatedAt([...curve].reverse(), 2.5)).toBeCloseTo(3, 12);
  expect(interpolatedAt(curve, 16)).toBeCloseTo(0, 12);
  expect(interpolatedAt(curve, 17)).toBeUndefined();
  const [first, , last] = curve;
  const gap = [first, { x: Number.NaN, y: Number.NaN }, last].flatMap((point) => point ?? []);
  expect(interpolatedAt(gap, 2.5)).toBeUndefined();
});
