import { expect, test } from "vitest";
import { normalQuantile } from "./normal-quantile.ts";

// scipy.stats.norm.ppf
test.each([
  [0.5, 0],
  [0.975, 1.959963984540054],
  [0.95, 1.6448536269514722],
  [0.8413447460685429, 1],
  [0.05, -1.6448536269514729],
  [0.001, -3.090232306167813],
  [1e-12, -7.034483825301131],
])("the normal quantile of %d is %d", (p, x) => {
  expect(normalQuantile(p)).toBeCloseTo(x, 12);
});
