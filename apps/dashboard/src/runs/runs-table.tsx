import { useVirtualizer } from "@tanstack/react-virtual";
import type { Look } from "@vae-lab/viz";
import { type KeyboardEvent, useRef } from "react";
import { useScrollPlace } from "../components/use-scroll-place.ts";
import { useWidth } from "../components/use-width.ts";
import type { RunRecord } from "../sources/run-source.ts";
import type { Baseline } from "../study/baseline.ts";
import type { Column } from "./columns.tsx";
import { GroupRow } from "./group-row.tsx";
import { HeadingRow } from "./heading-row.tsx";
import { rowHeight } from "./row-height.ts";
import type { Row } from "./rows.ts";
import { RunRow } from "./run-row.tsx";
import { TableColumns, TableHead } from "./table-head.tsx";
import { useColumnWidths } from "./use-column-widths.ts";
import { useColumnWindow } from "./use-column-window.ts";
import { useMoreBeyond } from "./use-more-beyond.ts";
import { useTableLayout } from "./use-table-layout.ts";

export interface RunsTableProps {
  readonly study: string;
  /** Filtered and sorted. */
  readonly runs: readonly RunRecord[];
  readonly rows: readonly Row[];
  readonly shortIds: ReadonlyMap<string, string>;
  readonly columns: readonly Column[];
  /** Keys of the columns that stay in view. */
  readonly pinned: readonly string[];
  readonly selection: ReadonlySet<string>;
  readonly looks: ReadonlyMap<string, Look>;
  readonly sort: string | undefined;
  /** Ids of failed runs whose trial was retried. */
  readonly superseded: ReadonlySet<string>;
  readonly baseline: Baseline | undefined;
  /** The row of the baseline, which stays in view. */
  readonly baselineRow: Row | undefined;
  readonly now: number;
  readonly onSort: (sort: string | undefined) => void;
  /** Selects a run, or with `range` all runs between it and the previous one. */
  readonly onSelect: (id: string, on: boolean, range: boolean) => void;
  readonly onSelectMany: (runs: readonly RunRecord[], on: boolean) => void;
  readonly onOpen: (group: string) => void;
  readonly onBaseline: (run: string | undefined) => void;
}

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

/** How many of the runs are selected. */
const selectedOf = (runs: readonly RunRecord[], selection: ReadonlySet<string>) => {
  const count = runs.filter((run) => selection.has(run.id)).length;
  if (count === 0) return "none";
  return count === runs.length ? "all" : "some";
};

/** The table of runs, or of groups of runs, by likelihood; only rows and columns in view are rendered. */
export const RunsTable = (props: RunsTableProps) => {
  const { study, runs, rows, shortIds, columns, pinned, selection, looks, sort, now } = props;
  const { superseded, baseline, baselineRow } = props;
  const { onSort, onSelect, onSelectMany, onOpen, onBaseline } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const more = useMoreBeyond(scroller);
  useScrollPlace(scroller);
  const { widths, resize } = useColumnWidths();
  const layout = useTableLayout(columns, { pinned, widths, available: useWidth(scroller) });
  const view = useColumnWindow(scroller, layout.widths, layout.fixed);
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
  const headRows = baselineRow === undefined ? 1 : 2;
  const span = view.to - view.from + layout.pinned.length + (view.before > 0 ? 5 : 4);
  const isBaseline = (own: readonly RunRecord[]): boolean =>
    baseline !== undefined &&
    own.length === baseline.runs.length &&
    own.every((run, index) => run.id === baseline.runs[index]?.id);
  const rowOf = (row: Row, rowIndex: number) => {
    if (row.kind === "heading")
      return <HeadingRow key={`likelihood ${row.likelihood ?? ""}`} row={row} span={span} />;
    const shared = { rowIndex, layout, view, baseline, onBaseline };
    if (row.kind === "group")
      return (
        <GroupRow
          key={`group ${row.group.key}`}
          group={row.group}
          isOpen={row.isOpen}
          isBaseline={isBaseline(row.group.runs)}
          selected={selectedOf(row.group.runs, selection)}
          onOpen={onOpen}
          onSelect={onSelectMany}
          {...shared}
        />
      );
    const { run, isMember } = row;
    return (
      <RunRow
        key={run.id}
        run={run}
        study={study}
        short={shortIds.get(run.id) ?? run.id}
        look={looks.get(run.id)}
        isMember={isMember}
        isBaseline={!isMember && isBaseline([run])}
        isSelected={selection.has(run.id)}
        isSuperseded={superseded.has(run.id)}
        now={isLive(run) ? now : undefined}
        onSelect={onSelect}
        {...shared}
      />
    );
  };
  return (
    <div className={more ? "table-place more" : "table-place"}>
      <div className="scroller" ref={scroller}>
        <table
          className="runs"
          aria-rowcount={rows.length + headRows}
          onKeyDown={nextBox}
          style={{ inlineSize: "100%", minInlineSize: layout.total }}
        >
          <TableColumns layout={layout} view={view} />
          <thead>
            <TableHead
              layout={layout}
              view={view}
              selected={runs.length === 0 ? "none" : selectedOf(runs, selection)}
              sort={sort}
              onSort={onSort}
              onResize={resize}
              onSelectAll={(on) => onSelectMany(runs, on)}
            />
            {baselineRow !== undefined && rowOf(baselineRow, 2)}
          </thead>
          <tbody>
            {before > 0 && <tr className="space" style={{ blockSize: before }} />}
            {items.map((item) => {
              const row = rows[item.index];
              return row === undefined ? null : rowOf(row, item.index + headRows + 1);
            })}
            {after > 0 && <tr className="space" style={{ blockSize: after }} />}
          </tbody>
        </table>
      </div>
    </div>
  );
};
