import { expect, test } from "vitest";
import { directionLook, directionOrder } from "./palette.ts";
import { luminance, shade } from "./shades.ts";
import { inkOf, type Theme } from "./theme.ts";

const contrast = (a: string, b: string): number => {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
};

test.for<Theme>(["light", "dark"])(
  "shades have a contrast of at least 3:1 in the %s theme and increase in order",
  (theme) => {
    const { surface } = inkOf(theme);
    for (const direction of directionOrder) {
      const { colour } = directionLook(direction, theme);
      const contrasts = [0, 0.25, 0.5, 0.75, 1].map((at) =>
        contrast(shade(colour, at, theme), surface),
      );
      expect(contrasts[0], direction).toBeGreaterThan(3);
      expect(contrasts, direction).toEqual(contrasts.toSorted((a, b) => a - b));
    }
  },
);

test("luminance follows WCAG", () => {
  expect(luminance("#ffffff")).toBeCloseTo(1, 12);
  expect(luminance("#000000")).toBe(0);
  expect(luminance("#777777")).toBeCloseTo(0.184, 3);
});
