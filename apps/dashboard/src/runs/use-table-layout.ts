import { type CSSProperties, useMemo } from "react";
import type { Column } from "./columns.tsx";

/** A column that stays in view. */
export interface PinnedColumn {
  readonly column: Column;
  readonly width: number;
  /** Distance from the left edge of the table. */
  readonly left: number;
}

/** The style of a pinned cell; a narrow screen ignores it. */
export const leftEdge = (left: number): CSSProperties => ({ ["--left" as string]: `${left}px` });

/** Positions and widths of the table's columns, in pixels. */
export interface TableLayout {
  readonly selectWidth: number;
  readonly nameWidth: number;
  readonly statusWidth: number;
  readonly pinned: readonly PinnedColumn[];
  readonly scrolled: readonly Column[];
  /** Widths of the scrolled columns. */
  readonly widths: readonly number[];
  /** Width of all that does not belong to scrolled columns. */
  readonly fixed: number;
  readonly total: number;
  /** The first scrolled metric, which has a line before it. */
  readonly firstMetric: string | undefined;
}

const selectWidth = 40;
const nameWidths = { min: 232, max: 420 };
const defaultStatusWidth = 120;

const sumOf = (widths: readonly number[]): number => widths.reduce((sum, width) => sum + width, 0);

interface LayoutOptions {
  /** Keys of the columns that stay in view, in their order. */
  readonly pinned: readonly string[];
  /** Widths set by the user. */
  readonly widths: ReadonlyMap<string, number>;
  /** Pixels that the table has; columns that need fewer are stretched. */
  readonly available: number;
}

/**
 * The default width of the names, and how much other columns are stretched to fill the table. Names grow
 * first. Widths set by the user have no influence: no column moves while another is resized.
 */
const stretchOf = (columns: readonly Column[], available: number) => {
  const others = defaultStatusWidth + sumOf(columns.map(({ width }) => width));
  const forNames = available - selectWidth - others;
  const name = Math.min(nameWidths.max, Math.max(nameWidths.min, forNames));
  const stretch = Math.max(1, (available - selectWidth) / (others + name));
  return { name: Math.floor(name * stretch), stretch };
};

/** The layout of the table: first the pinned columns, then the others. */
export const tableLayout = (
  columns: readonly Column[],
  { pinned: keys, widths, available }: LayoutOptions,
): TableLayout => {
  const { name, stretch } = stretchOf(columns, available);
  const stretched = (width: number): number => Math.floor(width * stretch);
  const widthOf = ({ key, width }: Column): number => widths.get(key) ?? stretched(width);
  const stay = keys.flatMap((key) => columns.find((column) => column.key === key) ?? []);
  const scrolled = columns.filter((column) => !stay.includes(column));
  const statusWidth = widths.get("status") ?? stretched(defaultStatusWidth);
  const others = sumOf(columns.map(widthOf)) + statusWidth + selectWidth;
  const nameWidth = widths.get("name") ?? name;
  let left = selectWidth + nameWidth;
  const pinned = stay.map((column) => {
    const place = { column, width: widthOf(column), left };
    left += place.width;
    return place;
  });
  return {
    ...{ selectWidth, nameWidth, statusWidth, pinned, scrolled },
    widths: scrolled.map(widthOf),
    fixed: left + statusWidth,
    total: others + nameWidth,
    firstMetric: scrolled.find(({ kind }) => kind === "metric")?.key,
  };
};

export const useTableLayout = (
  columns: readonly Column[],
  { pinned, widths, available }: LayoutOptions,
): TableLayout =>
  useMemo(
    () => tableLayout(columns, { pinned, widths, available }),
    [columns, pinned, widths, available],
  );
