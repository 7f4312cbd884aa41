import { expect, test } from "vitest";
import { clock, decimal } from "./number-text.ts";

test.each([
  [-111.46, 1, "−111.5"],
  [25.126, 2, "25.13"],
  [-0.04, 1, "0.0"],
  [undefined, 1, "—"],
  [Number.NaN, 1, "NaN"],
  [Number.NEGATIVE_INFINITY, 1, "−∞"],
])("%s with %s decimals is %s", (value, digits, text) => {
  expect(decimal(value, digits)).toBe(text);
});

test.each([
  [0.4, "0:00"],
  [75, "1:15"],
  [3700, "1:01:40"],
  [undefined, "–:––"],
  [Number.POSITIVE_INFINITY, "–:––"],
])("%s seconds are %s on the clock", (seconds, text) => {
  expect(clock(seconds)).toBe(text);
});
