import { Link } from "@tanstack/react-router";
import type { Look } from "@vae-lab/viz";
import { memo } from "react";
import { hovers, useIsHovered } from "../components/hovered-run.ts";
import { failureOf, Status } from "../components/status.tsx";
import type { RunRecord } from "../sources/run-source.ts";
import type { Baseline } from "../study/baseline.ts";
import { BaselineButton } from "./baseline-button.tsx";
import { Delta } from "./delta.tsx";
import { RowCells } from "./row-cells.tsx";
import { rowHeight } from "./row-height.ts";
import type { ColumnWindow } from "./use-column-window.ts";
import type { TableLayout } from "./use-table-layout.ts";

interface RunRowProps {
  readonly run: RunRecord;
  /** Row number for screen readers. */
  readonly rowIndex: number;
  readonly study: string;
  /** Short id for URLs. */
  readonly short: string;
  readonly layout: TableLayout;
  readonly view: ColumnWindow;
  readonly look: Look | undefined;
  readonly baseline: Baseline | undefined;
  readonly isBaseline: boolean;
  /** Whether it is below the row of its group. */
  readonly isMember: boolean;
  readonly isSelected: boolean;
  readonly isSuperseded: boolean;
  /** Milliseconds since 1970; undefined for ended runs, so that these do not render again. */
  readonly now: number | undefined;
  readonly onSelect: (id: string, on: boolean, range: boolean) => void;
  readonly onBaseline: (run: string | undefined) => void;
}

/** Text below the name of a run: the reason of a failure, whether the trial was retried, the baseline. */
const NameNote = ({
  run,
  isSuperseded,
  isBaseline,
}: Pick<RunRowProps, "run" | "isSuperseded" | "isBaseline">) => {
  const failure = failureOf(run);
  const text = [isBaseline ? "baseline" : undefined, isSuperseded ? "retried" : undefined, failure]
    .filter((part) => part !== undefined)
    .join(" · ");
  if (text === "") return null;
  const isFaint = isSuperseded || failure === undefined;
  return (
    <span className={isFaint ? "reason faint" : "reason"} title={text}>
      {text}
    </span>
  );
};

/** A row of the table that shows a run; only columns in view are rendered. */
export const RunRow = memo((props: RunRowProps) => {
  const { run, rowIndex, study, short, layout, view, look, baseline, isBaseline } = props;
  const { isMember, isSelected, isSuperseded, now, onSelect, onBaseline } = props;
  const isHovered = useIsHovered(run.id);
  const classes = [
    isSelected && "chosen",
    isSuperseded && "superseded",
    isHovered && "hovered",
    isMember && "member",
    isBaseline && "baseline",
  ].filter(Boolean);
  return (
    <tr
      className={classes.join(" ")}
      aria-rowindex={rowIndex}
      style={{ blockSize: rowHeight }}
      {...hovers(run.id)}
    >
      <td className="select">
        <input
          type="checkbox"
          aria-label={`Select ${run.name}`}
          checked={isSelected}
          style={look === undefined ? {} : { accentColor: look.colour }}
          onChange={(event) => {
            const { nativeEvent } = event;
            const range = nativeEvent instanceof MouseEvent && nativeEvent.shiftKey;
            onSelect(run.id, event.target.checked, range);
          }}
        />
      </td>
      <td className="col-name">
        <Link to="/study/$study/run/$run" params={{ study, run: short }} title={run.name}>
          {run.name}
        </Link>
        <NameNote run={run} isSuperseded={isSuperseded} isBaseline={isBaseline} />
        <BaselineButton
          name={run.name}
          isBaseline={isBaseline}
          onToggle={() => onBaseline(isBaseline ? undefined : run.id)}
        />
      </td>
      <RowCells
        layout={layout}
        view={view}
        status={<Status run={run} now={now ?? 0} />}
        cellOf={(column) => (
          <>
            {column.cell(run)}
            {column.kind === "metric" && baseline !== undefined && !isBaseline && (
              <Delta
                baseline={baseline}
                sample={{ runs: [run], isGroup: false }}
                metric={column.key}
              />
            )}
          </>
        )}
      />
    </tr>
  );
});
