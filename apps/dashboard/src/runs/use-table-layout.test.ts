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
  });
  expect(layout.pinned.map(({ column: { key }, left }) => [key, left])).toEqual([
    ["c", 240],
    ["a", 330],
  ]);
  expect(layout.scrolled.map(({ key }) => key)).toEqual(["b"]);
  expect(layout.firstMetric).toBe("b");
  expect(layout.total).toBe(40 + 200 + 120 + 300 + 400 + 90);
});
