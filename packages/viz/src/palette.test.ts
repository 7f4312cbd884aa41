import { describe, expect, test } from "vitest";
import { classColour, directionLook, directionOrder, nameOf, runLooks } from "./palette.ts";
import { inkOf, type Theme } from "./theme.ts";

/** Relative luminance (WCAG 2.2). */
const luminance = (hex: string): number => {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};

const contrast = (a: string, b: string): number => {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
};

const ids = Array.from({ length: 23 }, (_, index) => `run ${index}`);

describe.for<Theme>(["light", "dark"])("on the %s ground", (theme) => {
  const { surface, text, muted } = inkOf(theme);

  test("text is readable (4.5:1) and marks are seen (3:1 for lines, 2.2:1 for dots)", () => {
    expect(contrast(text, surface)).toBeGreaterThan(4.5);
    expect(contrast(muted, surface)).toBeGreaterThan(4.5);
    for (const direction of directionOrder)
      expect(contrast(directionLook(direction, theme).colour, surface)).toBeGreaterThan(3);
    for (const { colour } of runLooks(ids, theme).values())
      expect(contrast(colour, surface), colour).toBeGreaterThan(3);
    for (const label of ids.keys())
      expect(contrast(classColour(label, theme), surface)).toBeGreaterThan(2.2);
  });

  test("no two runs look the same", () => {
    const looks = [...runLooks(ids, theme).values()].map((look) => look.colour + look.dash);
    expect(new Set(looks).size).toBe(ids.length);
  });
});

test("a direction is told by its symbol as well as by its colour", () => {
  const symbols = directionOrder.map((direction) => directionLook(direction, "light").symbol);
  expect(new Set(symbols).size).toBe(directionOrder.length);
});

test("an unknown direction has a look and keeps its name", () => {
  expect(directionLook("renyi", "light").symbol).toBe("star");
  expect(nameOf("score-function")).toBe("score function");
});
