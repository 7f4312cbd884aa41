import { expect, test } from "vitest";
import { numberText } from "./number-text.ts";

test.for([
  [0, "0"],
  [-111.4567, "−111.5"],
  [0.25, "0.25"],
  [64, "64"],
  [1e-5, "1.00e−5"],
  [12_345_678, "1.23e+7"],
  [Number.NaN, "NaN"],
  [Number.NEGATIVE_INFINITY, "−∞"],
] as const)("%f is written %s", ([value, text]) => {
  expect(numberText(value)).toBe(text);
});
