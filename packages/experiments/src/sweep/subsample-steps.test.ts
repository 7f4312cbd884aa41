import { expect, test } from "vitest";
import { subsampleSteps } from "./subsample-steps.ts";

const kept = (steps: number, most: number) =>
  Array.from({ length: steps }, (_, i) => i + 1).filter(subsampleSteps(steps, most));

test("a curve never has more points than allowed, and keeps its first and last", () => {
  for (let steps = 1; steps <= 400; steps++)
    for (const most of [2, 3, 10, 99]) {
      const points = kept(steps, most);
      expect(points.length).toBeLessThanOrEqual(most);
      expect([points[0], points.at(-1)]).toEqual([1, steps]);
    }
});

test("a curve that fits is kept whole", () => {
  expect(kept(938, 1000)).toHaveLength(938);
});

test("a long curve keeps at least half of what is allowed", () => {
  for (const steps of [1001, 1407, 4690, 100_000])
    expect(kept(steps, 1000).length).toBeGreaterThanOrEqual(500);
});
