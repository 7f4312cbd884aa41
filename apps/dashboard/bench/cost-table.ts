import type { Cost } from "./measure-page.ts";

/** Headings of the cells of a cost. */
export const costHead = ["time", "main thread", "from the API", "in all"] as const;

const kB = (bytes: number): string => `${Math.round(bytes / 1e3).toLocaleString("en")} kB`;

export const costCells = ({ wall, cpu, apiBytes, bytes, requests }: Cost): string[] => [
  `${wall.toFixed(2)} s`,
  `${cpu.toFixed(2)} s`,
  kB(apiBytes),
  `${kB(bytes)}, ${requests} requests`,
];

/** A table in Markdown. */
export const markdownTable = (
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string =>
  [head, head.map((_, index) => (index === 0 ? "---" : "---:")), ...rows]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
