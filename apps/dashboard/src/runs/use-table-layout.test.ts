import { expect, test } from "vitest";
import type { Column } from "./columns.tsx";
import { tableLayout } from "./use-table-layout.ts";

const column = (key: string, width: number): Column => ({
  ...{ key, width, head: key, meaning: key, kind: "metric" },
  ...{ cell: () => null, groupCell: () => null },
});
const columns = [column("a", 300), column("b", 400), column("c", 500)];

test("pinned columns lie beside the names in the order of their pins, and have the user's widths", () => {
  const layout = tableLayout(columns, {
    pinned: ["c", "unknown", "a"],
    widths: new Map([
      ["c", 90],
      ["name", 200],
    ]),
    available: 0,
  });
  expect(layout.pinned.map(({ column: { key }, left }) => [key, left])).toEqual([
    ["c", 240],
    ["a", 330],
  ]);
  expect(layout.scrolled.map(({ key }) => key)).toEqual(["b"]);
  expect(layout.firstMetric).toBe("b");
  expect(layout.total).toBe(40 + 200 + 120 + 300 + 400 + 90);
});

test("a wide screen stretches the names first, then all columns, and leaves nothing unused", () => {
  const shown = (available: number, own: readonly (readonly [string, number])[] = []) => {
    const layout = tableLayout(columns, { pinned: [], widths: new Map(own), available });
    return [layout.nameWidth, layout.statusWidth, ...layout.widths, layout.total];
  };
  expect(shown(1_000)).toEqual([232, 120, 300, 400, 500, 1_592]);
  expect(shown(1_700)).toEqual([340, 120, 300, 400, 500, 1_700]);
  // 40 pixels for the boxes, and twice the 1,740 of all else
  expect(shown(3_520)).toEqual([840, 240, 600, 800, 1_000, 3_520]);
  // Widths of the user's own move no other column
  expect(shown(3_520, [["b", 100]])).toEqual([840, 240, 600, 100, 1_000, 2_820]);
});
