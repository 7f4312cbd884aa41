import { expect, test } from "vitest";
import { snapshotPace } from "./snapshot-pace.ts";

test("the first snapshot is due at once, and all of them take about a hundredth of the time", () => {
  let time = 0;
  const pace = snapshotPace(() => time);
  expect(pace.isDue()).toBe(true);
  let spent = 0;
  for (let epoch = 1; epoch <= 1000; epoch++) {
    time += 50;
    if (!pace.isDue()) continue;
    const since = time;
    time += 7;
    pace.spent(since);
    spent += 7;
  }
  expect(spent / time).toBeGreaterThan(0.009);
  expect(spent / time).toBeLessThan(0.0102);
});
