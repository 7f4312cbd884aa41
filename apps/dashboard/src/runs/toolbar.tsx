import { Link } from "@tanstack/react-router";
import { countText } from "../components/count-text.ts";
import type { RunsSearch } from "../page-search.ts";
import { FilterField } from "./filter-field.tsx";

interface ToolbarProps {
  readonly search: RunsSearch;
  readonly shown: number;
  readonly total: number;
  readonly selected: number;
  readonly constant: number;
  readonly superseded: number;
  readonly onFilter: (text: string, starts: boolean) => void;
  readonly onConstant: (on: boolean) => void;
  readonly onSuperseded: (on: boolean) => void;
  readonly onClear: () => void;
}

interface ToggleProps {
  readonly name: string;
  readonly count: string;
  readonly title?: string;
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
}

const Toggle = ({ name, count, title, on, onChange }: ToggleProps) => (
  <label className="check" title={title}>
    <input type="checkbox" checked={on} onChange={(event) => onChange(event.target.checked)} />
    {name} <span className="faint">({count})</span>
  </label>
);

/** The filter, what is selected, and the way to compare it. */
export const Toolbar = (props: ToolbarProps) => {
  const { search, shown, total, selected, constant, superseded } = props;
  return (
    <div className="toolbar">
      <FilterField value={search.q ?? ""} onFilter={props.onFilter} />
      <span className="faint count" aria-live="polite">
        {shown === total ? countText(total, "run") : `${shown} of ${countText(total, "run")}`}
      </span>
      <Toggle
        name="all params"
        count={`+${constant}`}
        on={search.all ?? false}
        onChange={props.onConstant}
      />
      {superseded > 0 && (
        <Toggle
          name="superseded"
          count={String(superseded)}
          title="Failed and stopped runs of trials that were tried again later"
          on={search.superseded ?? false}
          onChange={props.onSuperseded}
        />
      )}
      <span className="spacer" />
      {selected > 0 && (
        <button type="button" className="quiet" onClick={props.onClear}>
          Clear selection
        </button>
      )}
      <Link to="/compare" search={search} className="primary">
        {selected === 0 ? "Compare the study" : `Compare ${countText(selected, "run")}`}
        <span aria-hidden="true"> →</span>
      </Link>
    </div>
  );
};
