import { flexRender, getCoreRowModel, useReactTable } from "@tanstack/react-table";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type Look, runLooks } from "@vae-lab/viz";
import { type KeyboardEvent, useMemo, useRef } from "react";
import { countText } from "../components/count-text.ts";
import { useTheme } from "../components/theme.tsx";
import type { RunRecord } from "../sources/run-source.ts";
import { tableMeasures } from "../study/columns.ts";
import { HeaderCell } from "./header-cell.tsx";
import { extentsOf, type Row, rowsOf } from "./rows.ts";
import { type ColumnMeta, tableColumns } from "./table-columns.tsx";
import { useMoreBeyond } from "./use-more-beyond.ts";

export interface RunsTableProps {
  /** Filtered and sorted. */
  readonly runs: readonly RunRecord[];
  readonly params: readonly string[];
  readonly selection: readonly string[];
  readonly sort: string | undefined;
  /** Runs whose trial was tried again. */
  readonly superseded: ReadonlySet<string>;
  readonly now: number;
  readonly onSort: (sort: string | undefined) => void;
  /** One run, or with `range` all between it and the one touched before. */
  readonly onSelect: (id: string, on: boolean, range: boolean) => void;
  readonly onSelectAll: (on: boolean) => void;
}

const rowHeight = 38;
const selectWidth = 40;

const nextBox = (event: KeyboardEvent<HTMLTableElement>): void => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined || !(event.target instanceof HTMLInputElement)) return;
  const boxes = [...event.currentTarget.querySelectorAll<HTMLInputElement>("tbody input")];
  const next = boxes[boxes.indexOf(event.target) + step];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
};

const lookStyle = (look: Look | undefined) =>
  look === undefined ? {} : { accentColor: look.colour };

const Heading = ({ row, span }: { row: Extract<Row, { kind: "heading" }>; span: number }) => (
  <tr className="heading" style={{ blockSize: rowHeight }}>
    <th colSpan={span} scope="rowgroup">
      <span className="stay">
        {row.likelihood?.replace(/^./, (first) => first.toUpperCase()) ?? "No likelihood named"}{" "}
        <span className="faint">
          · {countText(row.count, "run")} ·{" "}
          {row.likelihood === undefined
            ? "not trials of ours: each has what it logged on its own page"
            : "ELBO, reconstruction and code use compare within this group only"}
        </span>
      </span>
    </th>
  </tr>
);

/** The runs, by likelihood; only the rows in view are in the page. */
export const RunsTable = (props: RunsTableProps) => {
  const { runs, params, selection, sort, superseded, now, onSort, onSelect, onSelectAll } = props;
  const { theme } = useTheme();
  const scroller = useRef<HTMLDivElement>(null);
  const more = useMoreBeyond(scroller);
  const rows = useMemo(() => rowsOf(runs), [runs]);
  const extentOf = useMemo(
    () =>
      extentsOf(
        runs,
        tableMeasures(runs).map(({ key }) => key),
      ),
    [runs],
  );
  const columns = useMemo(
    () => tableColumns({ params, runs, extentOf, superseded, now }),
    [params, runs, extentOf, superseded, now],
  );
  const data = useMemo(() => [...runs], [runs]);
  const table = useReactTable({
    data,
    columns,
    getRowId: (run) => run.id,
    getCoreRowModel: getCoreRowModel(),
    manualSorting: true,
  });
  const looks = useMemo(() => runLooks(selection, theme), [selection, theme]);
  const chosen = useMemo(() => new Set(selection), [selection]);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 14,
    initialRect: { width: 1280, height: 760 },
  });
  const items = virtual.getVirtualItems();
  const before = items[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  const leaves = table.getVisibleLeafColumns();
  const firstMeasure = leaves.find((leaf) => metaOf(leaf.columnDef.meta)?.kind === "measure")?.id;
  const all = runs.length > 0 && runs.every((run) => chosen.has(run.id));
  const some = !all && runs.some((run) => chosen.has(run.id));
  return (
    <div className={more ? "table-place more" : "table-place"}>
      <div className="scroller" ref={scroller}>
        <table
          className="runs"
          aria-rowcount={rows.length + 1}
          onKeyDown={nextBox}
          style={{ inlineSize: "100%", minInlineSize: table.getTotalSize() + selectWidth }}
        >
          <colgroup>
            <col style={{ inlineSize: selectWidth }} />
            {leaves.map((leaf) => (
              <col key={leaf.id} style={{ inlineSize: leaf.getSize() }} />
            ))}
          </colgroup>
          <thead>
            <tr>
              <th scope="col" className="select">
                <input
                  type="checkbox"
                  aria-label="Select all runs shown"
                  checked={all}
                  ref={(box) => {
                    if (box !== null) box.indeterminate = some;
                  }}
                  onChange={(event) => onSelectAll(event.target.checked)}
                />
              </th>
              {table.getFlatHeaders().map((header) => (
                <HeaderCell
                  key={header.id}
                  id={header.id}
                  meta={metaOf(header.column.columnDef.meta)}
                  first={header.id === firstMeasure}
                  sort={sort}
                  onSort={onSort}
                >
                  {flexRender(header.column.columnDef.header, header.getContext())}
                </HeaderCell>
              ))}
            </tr>
          </thead>
          <tbody>
            {before > 0 && <tr className="space" style={{ blockSize: before }} />}
            {items.map((item) => {
              const row = rows[item.index];
              if (row === undefined) return null;
              if (row.kind === "heading")
                return (
                  <Heading
                    key={`likelihood ${row.likelihood ?? ""}`}
                    row={row}
                    span={leaves.length + 1}
                  />
                );
              const { id, name } = row.run;
              return (
                <tr
                  key={id}
                  className={`${chosen.has(id) ? "chosen" : ""}${superseded.has(id) ? " superseded" : ""}`}
                  aria-rowindex={item.index + 2}
                  style={{ blockSize: rowHeight }}
                >
                  <td className="select">
                    <input
                      type="checkbox"
                      aria-label={`Select ${name}`}
                      checked={chosen.has(id)}
                      style={lookStyle(looks.get(id))}
                      onChange={(event) => {
                        const { nativeEvent } = event;
                        const range = nativeEvent instanceof MouseEvent && nativeEvent.shiftKey;
                        onSelect(id, event.target.checked, range);
                      }}
                    />
                  </td>
                  {table
                    .getRow(id)
                    .getVisibleCells()
                    .map((cell) => (
                      <td
                        key={cell.id}
                        className={`col-${metaOf(cell.column.columnDef.meta)?.kind}${cell.column.id === firstMeasure ? " first" : ""}`}
                      >
                        {flexRender(cell.column.columnDef.cell, cell.getContext())}
                      </td>
                    ))}
                </tr>
              );
            })}
            {after > 0 && <tr className="space" style={{ blockSize: after }} />}
          </tbody>
        </table>
      </div>
    </div>
  );
};

const metaOf = (meta: unknown): ColumnMeta | undefined =>
  typeof meta === "object" && meta !== null && "kind" in meta ? (meta as ColumnMeta) : undefined;
