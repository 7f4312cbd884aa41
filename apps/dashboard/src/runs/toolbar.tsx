import type { ReactNode } from "react";
import type { Completion } from "../query/completions.ts";
import { countText } from "../study/count-text.ts";
import { FilterField } from "./filter-field.tsx";

interface ToolbarProps {
  readonly filter: string;
  readonly fault: string | undefined;
  readonly completionsAt: (text: string, caret: number) => readonly Completion[];
  readonly shown: number;
  readonly total: number;
  /** Menus and settings of the table. */
  readonly settings: ReactNode;
  /** What can be done with the selection. */
  readonly actions: ReactNode;
  readonly onFilter: (text: string, starts: boolean) => void;
}

/** The filter, the settings of the table, and the actions on the selection. */
export const Toolbar = (props: ToolbarProps) => (
  <div className="toolbar">
    <FilterField
      value={props.filter}
      fault={props.fault}
      completionsAt={props.completionsAt}
      onFilter={props.onFilter}
    />
    <span className="faint count" aria-live="polite">
      {props.shown === props.total
        ? countText(props.total, "run")
        : `${props.shown} of ${countText(props.total, "run")}`}
    </span>
    {props.settings}
    <span className="spacer" />
    {props.actions}
  </div>
);
