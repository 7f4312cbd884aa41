import { expect, test } from "vitest";
import { metricText } from "./metric-text.ts";

test.for([
  [-104.23, "−104.2"],
  [81.834, "81.83"],
  [0.0041, "0.004"],
  [0.0004, "< 0.001"],
  [0, "0"],
  [20, "20"],
  [Number.NaN, "NaN"],
  [Number.NEGATIVE_INFINITY, "−∞"],
] as const)("%f is displayed as %s", ([value, text]) => {
  expect(metricText(value)).toBe(text);
});
