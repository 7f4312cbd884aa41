import { expect, test } from "vitest";
import { judged } from "./claim.ts";

const about = { name: "a", rows: 1, standardError: 0.1, truth: 0 };
const holds = (
  relation: Parameters<typeof judged>[0]["relation"],
  estimate: number,
  truthError = 0,
) => judged({ ...about, relation, estimate, truthError }).holds;

test("an estimate may be four of its errors from the truth, a bound any way on its own side", () => {
  expect(holds("equals", 0.39)).toBe(true);
  expect(holds("equals", -0.41)).toBe(false);
  expect(holds("is at most", -9)).toBe(true);
  expect(holds("is at most", 0.41)).toBe(false);
  expect(holds("is at least", 9)).toBe(true);
  expect(holds("is at least", -0.41)).toBe(false);
  expect(holds("equals", Number.NaN)).toBe(false);
});

test("what the truth may be off is not held against an estimate", () => {
  expect(holds("equals", 0.5, 0.2)).toBe(true);
  expect(
    judged({ ...about, relation: "equals", estimate: 0.5, truthError: 0.2 }).deviation,
  ).toBeCloseTo(3);
});
