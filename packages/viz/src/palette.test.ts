import { describe, expect, test } from "vitest";
import { classColour, directionLook, directionOrder, nameOf, runLooks } from "./palette.ts";
import { luminance } from "./shades.ts";
import { inkOf, type Theme } from "./theme.ts";

const contrast = (a: string, b: string): number => {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
};

const ids = Array.from({ length: 23 }, (_, index) => `run ${index}`);

describe.for<Theme>(["light", "dark"])("in the %s theme", (theme) => {
  const { surface, text, muted } = inkOf(theme);

  test("text has a contrast of 4.5:1, lines of 3:1 and dots of 2.2:1", () => {
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

test("the directions of the default study differ in symbol as well as in colour", () => {
  const usual = ["reverse-kl", "forward-kl", "half-jeffreys", "none"];
  const symbols = usual.map((direction) => directionLook(direction, "light").symbol);
  expect(new Set(symbols).size).toBe(usual.length);
});

test("no two directions look the same or share a name", () => {
  expect(directionOrder).toHaveLength(15);
  const looks = directionOrder.map((direction) => directionLook(direction, "dark"));
  expect(new Set(looks.map(({ colour, symbol }) => colour + symbol)).size).toBe(15);
  expect(new Set(directionOrder.map(nameOf)).size).toBe(15);
});

test("members of a family by alpha share its colour and differ in symbol", () => {
  const looks = [-0.5, 0, 0.25, 0.5].map((alpha) => directionLook(`amari, α ${alpha}`, "light"));
  expect(new Set(looks.map(({ colour }) => colour))).toEqual(
    new Set([directionLook("amari", "light").colour]),
  );
  expect(new Set(looks.map(({ symbol }) => symbol)).size).toBe(4);
  expect(nameOf("amari, α 0.25")).toBe("Amari α-divergence, α 0.25");
});

test.for(["constructor", "__proto__", "toString", "hasOwnProperty"])(
  "a regulariser called %s is unknown like any other",
  (name) => {
    expect(directionLook(name, "light")).toEqual(directionLook("bregman", "light"));
    expect(nameOf(name)).toBe(name);
  },
);

test("an unknown direction has a default look and keeps its name", () => {
  expect(directionLook("bregman", "light").symbol).toBe("star");
  expect(nameOf("score-function")).toBe("score function");
  expect(nameOf("score-function, samples 4")).toBe("score function, samples 4");
});
