import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Completion } from "../query/completions.ts";
import { countText } from "../study/count-text.ts";
import { FilterField } from "./filter-field.tsx";

interface ToolbarProps {
  readonly study: string;
  readonly filter: string;
  readonly fault: string | undefined;
  readonly completionsAt: (text: string, caret: number) => readonly Completion[];
  readonly shown: number;
  readonly total: number;
  readonly selected: number;
  readonly superseded: number;
  readonly showsSuperseded: boolean;
  /** The menu of columns. */
  readonly columns: ReactNode;
  readonly onFilter: (text: string, starts: boolean) => void;
  readonly onSuperseded: (on: boolean) => void;
  readonly onCsv: () => void;
  readonly onClear: () => void;
}

/** The filter, the columns menu and the link to the comparison. */
export const Toolbar = (props: ToolbarProps) => {
  const { study, shown, total, selected, superseded } = props;
  return (
    <div className="toolbar">
      <FilterField
        value={props.filter}
        fault={props.fault}
        completionsAt={props.completionsAt}
        onFilter={props.onFilter}
      />
      <span className="faint count" aria-live="polite">
        {shown === total ? countText(total, "run") : `${shown} of ${countText(total, "run")}`}
      </span>
      {props.columns}
      {superseded > 0 && (
        <label className="check" title="Failed and stopped runs of trials that were retried">
          <input
            type="checkbox"
            checked={props.showsSuperseded}
            onChange={(event) => props.onSuperseded(event.target.checked)}
          />
          superseded <span className="faint">({superseded})</span>
        </label>
      )}
      <button
        type="button"
        className="quiet"
        title="Save the rows and columns of the table as comma-separated values"
        onClick={props.onCsv}
      >
        CSV
      </button>
      <span className="spacer" />
      {selected > 0 && (
        <button type="button" className="quiet" onClick={props.onClear}>
          Clear selection
        </button>
      )}
      <Link
        to="/study/$study/compare"
        params={{ study }}
        className="primary"
        title="Key: c"
        aria-keyshortcuts="c"
      >
        {selected === 0 ? "Compare the study" : `Compare ${countText(selected, "run")}`}
        <span aria-hidden="true"> →</span>
      </Link>
    </div>
  );
};
