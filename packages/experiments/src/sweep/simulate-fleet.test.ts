import { expect, test } from "vitest";
import { simulateFleet } from "./simulate-fleet.ts";

test("the scheduler finishes each trial of a fleet once, however many attempts fail", async () => {
  const report = await simulateFleet({
    ...{
      workers: 50,
      trials: 1000,
      meanMs: 5,
      retryMs: 5,
      failing: 0.3,
      stragglers: 0.05,
      seed: 1,
    },
  });
  expect(report).toMatchObject({ lost: 0, doubled: 0 });
  expect(report.attempts).toBeGreaterThan(1300);
});
