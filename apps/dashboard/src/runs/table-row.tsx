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
            ? "not trials of this project: each shows what it logged on its own page"
            : "ELBO, reconstruction and code use compare within this group only"}
        </span>
      </span>
    </th>
  </tr>
);

/** A note under the name of a run: why it failed, and whether that still matters. */
const NameNote = ({ run, isSuperseded }: { run: RunRecord; isSuperseded: boolean }) => {
  const text = [isSuperseded ? "tried again later" : undefined, failureOf(run)]
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
  /** The id by which an address names the run. */
  readonly short: string;
  readonly columns: readonly Column[];
  readonly view: ColumnWindow;
  readonly firstMetric: string | undefined;
  readonly look: Look | undefined;
  readonly isSelected: boolean;
  readonly isSuperseded: boolean;
  /** Milliseconds since 1970; told to live runs alone, so that others are not rendered again. */
  readonly now: number | undefined;
  readonly onSelect: (id: string, on: boolean, range: boolean) => void;
}

/** One run: only the columns in view are in the page. */
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
