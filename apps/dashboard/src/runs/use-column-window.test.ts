import { expect, test } from "vitest";
import { columnWindow } from "./use-column-window.ts";

const widths = Array.from({ length: 60 }, () => 100);

test("only columns near the view are rendered, and the others keep their width", () => {
  for (const left of [0, 250, 2_000, 5_200]) {
    const { from, to, before, after } = columnWindow(widths, { left, width: 800 });
    expect(before + (to - from) * 100 + after).toBe(6_000);
    expect(before).toBeLessThanOrEqual(left);
    expect(before + (to - from) * 100).toBeGreaterThanOrEqual(Math.min(6_000, left + 800));
    expect(to - from).toBeLessThan(18);
  }
});

test("few columns are all rendered", () => {
  expect(columnWindow([50, 60], { left: 0, width: 800 })).toEqual({
    from: 0,
    to: 2,
    before: 0,
    after: 0,
  });
  expect(columnWindow([], { left: 0, width: 800 })).toEqual({
    from: 0,
    to: 0,
    before: 0,
    after: 0,
  });
});
