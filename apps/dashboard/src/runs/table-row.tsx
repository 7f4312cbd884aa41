import { Link } from "@tanstack/react-router";
import type { Look } from "@vae-lab/viz";
import { memo } from "react";
import { hovers, useIsHovered } from "../components/hovered-run.ts";
import { failureOf, Status } from "../components/status.tsx";
import type { RunRecord } from "../sources/run-source.ts";
import { countText } from "../study/count-text.ts";
import type { Column } from "./columns.tsx";
import type { Row } from "./rows.ts";
import type { ColumnWindow } from "./use-column-window.ts";

export const rowHeight = 38;

export const HeadingRow = ({
  row,
  span,
}: {
  row: Extract<Row, { kind: "heading" }>;
  span: number;
}) => (
  <tr className="heading" style={{ blockSize: rowHeight }}>
    <th colSpan={span} scope="rowgroup">
      <span className="stay">
        {row.likelihood?.replace(/^./, (first) => first.toUpperCase()) ?? "No likelihood named"}{" "}
        <span className="faint">
          · {countText(row.count, "run")} ·{" "}
          {row.likelihood === undefined
            ? "runs of other projects: open a run to see everything it logged"
            : "ELBO, reconstruction and code use are only comparable within this group"}
        </span>
      </span>
    </th>
  </tr>
);

/** Text below the name of a run: the reason of a failure, and whether the trial was retried. */
const NameNote = ({ run, isSuperseded }: { run: RunRecord; isSuperseded: boolean }) => {
  const text = [isSuperseded ? "retried" : undefined, failureOf(run)]
    .filter((part) => part !== undefined)
    .join(" · ");
  return text === "" ? null : (
    <span className={isSuperseded ? "reason faint" : "reason"} title={text}>
      {text}
    </span>
  );
};

interface RunRowProps {
  readonly run: RunRecord;
  readonly index: number;
  readonly study: string;
  /** Short id for URLs. */
  readonly short: string;
  readonly columns: readonly Column[];
  readonly view: ColumnWindow;
  readonly firstMetric: string | undefined;
  readonly look: Look | undefined;
  readonly isSelected: boolean;
  readonly isSuperseded: boolean;
  /** Milliseconds since 1970; undefined for ended runs, so that these do not render again. */
  readonly now: number | undefined;
  readonly onSelect: (id: string, on: boolean, range: boolean) => void;
}

/** A row of the table; only columns in view are rendered. */
export const RunRow = memo((props: RunRowProps) => {
  const { run, index, study, short, columns, view, firstMetric, look } = props;
  const { isSelected, isSuperseded, now, onSelect } = props;
  const isHovered = useIsHovered(run.id);
  const classes = [
    isSelected && "chosen",
    isSuperseded && "superseded",
    isHovered && "hovered",
  ].filter(Boolean);
  return (
    <tr
      className={classes.join(" ")}
      aria-rowindex={index + 2}
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
        <NameNote run={run} isSuperseded={isSuperseded} />
      </td>
      <td className="col-status">
        <Status run={run} now={now ?? 0} />
      </td>
      {view.before > 0 && <td className="space" />}
      {columns.slice(view.from, view.to).map((column) => (
        <td
          key={column.key}
          className={`col-${column.kind}${column.key === firstMetric ? " first" : ""}`}
        >
          {column.cell(run)}
        </td>
      ))}
      <td className="space" />
    </tr>
  );
});
