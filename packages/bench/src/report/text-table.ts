/** A Markdown table with aligned columns, readable in a terminal; numbers are right-aligned. */
export const textTable = (
  headings: readonly string[],
  rows: readonly (readonly string[])[],
): string => {
  const widths = headings.map((heading, column) =>
    Math.max(3, heading.length, ...rows.map((row) => (row[column] ?? "").length)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join(" | ")} |`;
  const rule = `|${widths.map((width, i) => (i === 0 ? "-".repeat(width + 2) : `${"-".repeat(width + 1)}:`)).join("|")}|`;
  return [line(headings), rule, ...rows.map(line)].join("\n");
};

/** A number with three significant digits, without exponent. */
export const brief = (value: number): string =>
  value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);

export const megabytes = (bytes: number): string => `${Math.round(bytes / 2 ** 20)}`;
