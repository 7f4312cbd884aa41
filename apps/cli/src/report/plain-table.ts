import Table from "cli-table3";
import { printable } from "../command-line/printable.ts";

const edges = Object.fromEntries(
  "top top-mid top-left top-right bottom bottom-mid bottom-left bottom-right left left-mid mid mid-mid right right-mid"
    .split(" ")
    .map((edge) => [edge, ""]),
);

/** Columns aligned by spaces alone, so that lines can be searched, cut and pasted. */
export const plainTable = (
  columns: readonly { readonly heading: string; readonly align: "left" | "right" }[],
  rows: readonly (readonly string[])[],
): string => {
  const table = new Table({
    head: columns.map(({ heading }) => heading),
    colAligns: columns.map(({ align }) => align),
    chars: { ...edges, middle: " " },
    style: { head: [], border: [], "padding-left": 0, "padding-right": 1 },
  });
  for (const row of rows) table.push(row.map(printable));
  return table
    .toString()
    .split("\n")
    .map((line) => line.trimEnd())
    .filter((line) => line !== "")
    .join("\n");
};
