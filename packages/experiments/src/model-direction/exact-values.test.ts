import { expect, test } from "vitest";
import { shareAtOneMode } from "./descents.ts";
import { forwardKl, reverseKl } from "./model-divergence.ts";
import { vaeOnTwoModes } from "./vae-on-two-modes.ts";

test.each([2, 3])(
  "a linear VAE on two modes at ±%d matches their moments with an exact posterior",
  (a) => {
    const { sd, mean, posteriorKl, forward } = vaeOnTwoModes(a);
    expect(sd).toBeCloseTo(Math.hypot(1, a), 6);
    expect(mean).toBeCloseTo(0, 6);
    expect(posteriorKl).toBeCloseTo(0, 8);
    // KL by moment matching, found by another program
    expect(forward).toBeCloseTo(a === 3 ? 0.461995 : 0.171999, 6);
  },
);

test("descents of reverse KL end at one mode only where there is a minimum, from ±2.412 on", () => {
  expect(shareAtOneMode(reverseKl, 2.3, 20)).toBe(0);
  expect(shareAtOneMode(reverseKl, 3, 20)).toBeGreaterThan(0.2);
  expect(shareAtOneMode(forwardKl, 3, 20)).toBe(0);
});
