import { Link } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import type { RunsSearch } from "../page-search.ts";

interface ToolbarProps {
  readonly search: RunsSearch;
  readonly shown: number;
  readonly total: number;
  readonly selected: number;
  readonly constant: number;
  readonly onFilter: (text: string) => void;
  readonly onConstant: (on: boolean) => void;
  readonly onClear: () => void;
}

/** The filter, what is selected, and the way to compare it. */
export const Toolbar = (props: ToolbarProps) => {
  const { search, shown, total, selected, constant, onFilter, onConstant, onClear } = props;
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const focus = (event: globalThis.KeyboardEvent) => {
      const typing =
        event.target instanceof HTMLElement &&
        event.target.matches("input:not([type=checkbox]), select, textarea");
      if (event.key !== "/" || typing) return;
      event.preventDefault();
      field.current?.focus();
    };
    addEventListener("keydown", focus);
    return () => removeEventListener("keydown", focus);
  }, []);
  return (
    <div className="toolbar">
      <label className="filter">
        <span className="unseen">Filter runs</span>
        <input
          ref={field}
          type="search"
          value={search.q ?? ""}
          placeholder="Filter:  forward-kl   beta>=4   status=failed"
          title="Words anywhere in a run, key:part, key=value, key!=value, key>=number; a - before a term turns it round. Press / to come here."
          onChange={(event) => onFilter(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Escape") onFilter("");
          }}
        />
        <kbd>/</kbd>
      </label>
      <span className="faint count" aria-live="polite">
        {shown === total ? `${total} runs` : `${shown} of ${total} runs`}
      </span>
      <label className="check">
        <input
          type="checkbox"
          checked={search.all ?? false}
          onChange={(event) => onConstant(event.target.checked)}
        />
        all params <span className="faint">(+{constant})</span>
      </label>
      <span className="spacer" />
      {selected > 0 && (
        <button type="button" className="quiet" onClick={onClear}>
          Clear selection
        </button>
      )}
      <Link to="/compare" search={search} className="primary">
        {selected === 0
          ? "Compare the study"
          : `Compare ${selected} run${selected === 1 ? "" : "s"}`}
        <span aria-hidden="true"> →</span>
      </Link>
    </div>
  );
};
