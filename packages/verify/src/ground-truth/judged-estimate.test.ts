import { expect, test } from "vitest";
import { judgeEstimate } from "./judged-estimate.ts";

const about = { name: "a", rows: 1, standardError: 0.1, truth: 0 };
const holds = (
  relation: Parameters<typeof judgeEstimate>[0]["relation"],
  estimate: number,
  truthError = 0,
) => judgeEstimate({ ...about, relation, estimate, truthError }).holds;

test("an estimate may differ from the truth by four standard errors, a bound by anything on its side", () => {
  expect(holds("equals", 0.39)).toBe(true);
  expect(holds("equals", -0.41)).toBe(false);
  expect(holds("is at most", -9)).toBe(true);
  expect(holds("is at most", 0.41)).toBe(false);
  expect(holds("is at least", 9)).toBe(true);
  expect(holds("is at least", -0.41)).toBe(false);
  expect(holds("equals", Number.NaN)).toBe(false);
});

test("the error of the truth does not count against an estimate", () => {
  expect(holds("equals", 0.5, 0.2)).toBe(true);
  expect(
    judgeEstimate({ ...about, relation: "equals", estimate: 0.5, truthError: 0.2 }).deviation,
  ).toBeCloseTo(3);
});
