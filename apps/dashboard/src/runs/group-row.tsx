import { memo } from "react";
import { hovers } from "../components/hovered-run.ts";
import type { RunRecord } from "../sources/run-source.ts";
import type { Baseline } from "../study/baseline.ts";
import { countText } from "../study/count-text.ts";
import type { RunGroup } from "../study/run-groups.ts";
import { BaselineButton } from "./baseline-button.tsx";
import { Delta } from "./delta.tsx";
import { RowCells } from "./row-cells.tsx";
import { rowHeight } from "./row-height.ts";
import type { ColumnWindow } from "./use-column-window.ts";
import type { TableLayout } from "./use-table-layout.ts";

const statusText = (runs: readonly RunRecord[]): string => {
  const count = (status: RunRecord["status"]) => runs.filter((run) => run.status === status).length;
  const parts = [
    [count("FINISHED"), "finished"],
    [count("RUNNING") + count("SCHEDULED"), "running"],
    [count("FAILED"), "failed"],
    [count("KILLED"), "stopped"],
  ] as const;
  return parts.flatMap(([n, word]) => (n === 0 ? [] : [`${n} ${word}`])).join(", ");
};

interface GroupRowProps {
  readonly group: RunGroup;
  readonly isOpen: boolean;
  /** Row number for screen readers. */
  readonly rowIndex: number;
  readonly layout: TableLayout;
  readonly view: ColumnWindow;
  readonly baseline: Baseline | undefined;
  readonly isBaseline: boolean;
  readonly selected: "all" | "some" | "none";
  readonly onOpen: (key: string) => void;
  readonly onSelect: (runs: readonly RunRecord[], on: boolean) => void;
  readonly onBaseline: (run: string | undefined) => void;
}

/** A row of the table that shows the means of a group of runs. */
export const GroupRow = memo((props: GroupRowProps) => {
  const { group, isOpen, rowIndex, layout, view, baseline, isBaseline, selected } = props;
  const { onOpen, onSelect, onBaseline } = props;
  const { key, label, runs } = group;
  const status = statusText(runs);
  return (
    <tr
      className={`group${selected === "all" ? " chosen" : ""}${isBaseline ? " baseline" : ""}`}
      aria-rowindex={rowIndex}
      style={{ blockSize: rowHeight }}
      {...hovers(runs.map(({ id }) => id).join(" "))}
    >
      <td className="select">
        <input
          type="checkbox"
          aria-label={`Select the runs of ${label}`}
          checked={selected === "all"}
          ref={(box) => {
            if (box !== null) box.indeterminate = selected === "some";
          }}
          onChange={(event) => onSelect(runs, event.target.checked)}
        />
      </td>
      <td className="col-name">
        <button
          type="button"
          className="opener"
          aria-expanded={isOpen}
          title={label}
          onClick={() => onOpen(key)}
        >
          <span className="arrow" aria-hidden="true">
            {isOpen ? "▾" : "▸"}
          </span>
          {label}
        </button>
        <span className="reason faint">
          {countText(runs.length, "run")}
          {isBaseline && " · baseline"}
        </span>
        <BaselineButton
          name={label}
          isBaseline={isBaseline}
          onToggle={() => onBaseline(isBaseline ? undefined : runs[0]?.id)}
        />
      </td>
      <RowCells
        layout={layout}
        view={view}
        status={
          <span className="faint" title={status}>
            {status}
          </span>
        }
        cellOf={(column) => (
          <>
            {column.groupCell(runs)}
            {column.kind === "metric" && baseline !== undefined && !isBaseline && (
              <Delta baseline={baseline} sample={{ runs, isGroup: true }} metric={column.key} />
            )}
          </>
        )}
      />
    </tr>
  );
});
