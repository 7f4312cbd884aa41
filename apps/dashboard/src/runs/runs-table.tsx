import { useVirtualizer } from "@tanstack/react-virtual";
import type { Look } from "@vae-lab/viz";
import { type KeyboardEvent, useMemo, useRef } from "react";
import { useScrollPlace } from "../components/use-scroll-place.ts";
import type { RunRecord } from "../sources/run-source.ts";
import type { Column } from "./columns.tsx";
import { HeaderCell } from "./header-cell.tsx";
import { rowsOf } from "./rows.ts";
import { HeadingRow, RunRow, rowHeight } from "./table-row.tsx";
import { useColumnWidths } from "./use-column-widths.ts";
import { useColumnWindow } from "./use-column-window.ts";
import { useMoreBeyond } from "./use-more-beyond.ts";

export interface RunsTableProps {
  readonly study: string;
  /** Filtered and sorted. */
  readonly runs: readonly RunRecord[];
  readonly shortIds: ReadonlyMap<string, string>;
  readonly columns: readonly Column[];
  readonly selection: ReadonlySet<string>;
  readonly looks: ReadonlyMap<string, Look>;
  readonly sort: string | undefined;
  /** Ids of failed runs whose trial was retried. */
  readonly superseded: ReadonlySet<string>;
  readonly now: number;
  readonly onSort: (sort: string | undefined) => void;
  /** Selects a run, or with `range` all runs between it and the previous one. */
  readonly onSelect: (id: string, on: boolean, range: boolean) => void;
  readonly onSelectAll: (on: boolean) => void;
}

const selectWidth = 40;
const nameWidths = { default: 216, roomy: 420 };
const statusWidth = 120;
/** If all columns fit into this many pixels, the name column gets more space. */
const looseWidth = 1_280;

const nextBox = (event: KeyboardEvent<HTMLTableElement>): void => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined || !(event.target instanceof HTMLInputElement)) return;
  const boxes = [...event.currentTarget.querySelectorAll<HTMLInputElement>("tbody input")];
  const next = boxes[boxes.indexOf(event.target) + step];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
};

const isLive = ({ status }: RunRecord): boolean => status === "RUNNING" || status === "SCHEDULED";

/** The table of runs, grouped by likelihood; only rows and columns in view are rendered. */
export const RunsTable = (props: RunsTableProps) => {
  const { study, runs, shortIds, columns, selection, looks, sort, superseded, now } = props;
  const { onSort, onSelect, onSelectAll } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const more = useMoreBeyond(scroller);
  useScrollPlace(scroller);
  const { widths, resize } = useColumnWidths();
  const rows = useMemo(() => rowsOf(runs), [runs]);
  const own = useMemo(
    () => columns.map(({ key, width }) => widths.get(key) ?? width),
    [columns, widths],
  );
  const total = own.reduce((sum, width) => sum + width, 0);
  const defaultName =
    total + statusWidth + selectWidth + nameWidths.roomy < looseWidth
      ? nameWidths.roomy
      : nameWidths.default;
  const nameWidth = widths.get("name") ?? defaultName;
  const status = widths.get("status") ?? statusWidth;
  const view = useColumnWindow(scroller, own, selectWidth + nameWidth + status);
  const firstMetric = columns.find(({ kind }) => kind === "metric")?.key;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    initialRect: { width: 1280, height: 760 },
  });
  const items = virtual.getVirtualItems();
  const before = items[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  const all = runs.length > 0 && runs.every((run) => selection.has(run.id));
  const some = !all && runs.some((run) => selection.has(run.id));
  const shown = columns.slice(view.from, view.to);
  const span = shown.length + (view.before > 0 ? 5 : 4);
  return (
    <div className={more ? "table-place more" : "table-place"}>
      <div className="scroller" ref={scroller}>
        <table
          className="runs"
          aria-rowcount={rows.length + 1}
          onKeyDown={nextBox}
          style={{ inlineSize: "100%", minInlineSize: total + selectWidth + nameWidth + status }}
        >
          <colgroup>
            <col style={{ inlineSize: selectWidth }} />
            <col style={{ inlineSize: nameWidth }} />
            <col style={{ inlineSize: status }} />
            {view.before > 0 && <col style={{ inlineSize: view.before }} />}
            {shown.map((column, index) => (
              <col key={column.key} style={{ inlineSize: own[view.from + index] ?? 0 }} />
            ))}
            <col />
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
              <HeaderCell
                id="name"
                kind="name"
                head="run"
                width={nameWidth}
                sort={sort}
                onSort={onSort}
                onResize={resize}
              />
              <HeaderCell
                id="status"
                kind="status"
                head="status"
                width={status}
                sort={sort}
                onSort={onSort}
                onResize={resize}
              />
              {view.before > 0 && <td className="space" />}
              {shown.map((column, index) => (
                <HeaderCell
                  key={column.key}
                  id={column.key}
                  kind={column.kind}
                  head={column.head}
                  meaning={column.meaning}
                  isFirstMetric={column.key === firstMetric}
                  width={own[view.from + index] ?? column.width}
                  sort={sort}
                  onSort={onSort}
                  onResize={resize}
                />
              ))}
              <td className="space" />
            </tr>
          </thead>
          <tbody>
            {before > 0 && <tr className="space" style={{ blockSize: before }} />}
            {items.map((item) => {
              const row = rows[item.index];
              if (row === undefined) return null;
              if (row.kind === "heading")
                return (
                  <HeadingRow key={`likelihood ${row.likelihood ?? ""}`} row={row} span={span} />
                );
              const { run } = row;
              return (
                <RunRow
                  key={run.id}
                  run={run}
                  index={item.index}
                  study={study}
                  short={shortIds.get(run.id) ?? run.id}
                  columns={columns}
                  view={view}
                  firstMetric={firstMetric}
                  look={looks.get(run.id)}
                  isSelected={selection.has(run.id)}
                  isSuperseded={superseded.has(run.id)}
                  now={isLive(run) ? now : undefined}
                  onSelect={onSelect}
                />
              );
            })}
            {after > 0 && <tr className="space" style={{ blockSize: after }} />}
          </tbody>
        </table>
      </div>
    </div>
  );
};
