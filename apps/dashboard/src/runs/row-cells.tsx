import type { ReactNode } from "react";
import type { Column } from "./columns.tsx";
import type { ColumnWindow } from "./use-column-window.ts";
import { leftEdge, type TableLayout } from "./use-table-layout.ts";

interface RowCellsProps {
  readonly layout: TableLayout;
  readonly view: ColumnWindow;
  readonly status: ReactNode;
  readonly cellOf: (column: Column) => ReactNode;
}

/** The cells of a row after its name: pinned columns, the status, and the columns in view. */
export const RowCells = ({ layout, view, status, cellOf }: RowCellsProps) => (
  <>
    {layout.pinned.map(({ column, left }) => (
      <td key={column.key} className={`col-${column.kind} pinned`} style={leftEdge(left)}>
        {cellOf(column)}
      </td>
    ))}
    <td className="col-status">{status}</td>
    {view.before > 0 && <td className="space" />}
    {layout.scrolled.slice(view.from, view.to).map((column) => (
      <td
        key={column.key}
        className={`col-${column.kind}${column.key === layout.firstMetric ? " first" : ""}`}
      >
        {cellOf(column)}
      </td>
    ))}
    <td className="space" />
  </>
);
