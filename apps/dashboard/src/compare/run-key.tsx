import { Link } from "@tanstack/react-router";
import type { Look } from "@vae-lab/viz";
import { useMemo, useState } from "react";
import { hovers, useIsHovered } from "../components/hovered-run.ts";
import type { RunRecord } from "../sources/run-source.ts";
import { type Cell, cellsOf } from "../study/cells.ts";

/** A sample of the line that a run has in all figures. */
export const RunMark = ({ look }: { look: Look | undefined }) => (
  <svg width="18" height="10" aria-hidden="true" className="run-mark">
    <path
      d="M1,5h16"
      stroke={look?.colour ?? "currentColor"}
      strokeDasharray={look?.dash ?? ""}
      strokeWidth="3.5"
      strokeLinecap={look?.dash ? "butt" : "round"}
    />
  </svg>
);

interface Shared {
  readonly looks: ReadonlyMap<string, Look>;
  readonly study: string;
  readonly shortIds: ReadonlyMap<string, string>;
  readonly onRemove?: ((ids: readonly string[]) => void) | undefined;
}

interface RemoveProps extends Pick<Shared, "onRemove"> {
  readonly name: string;
  readonly ids: readonly string[];
}

const Remove = ({ name, ids, onRemove }: RemoveProps) =>
  onRemove === undefined ? null : (
    <button
      type="button"
      className="quiet icon small"
      aria-label={`Remove ${name} from the selection`}
      onClick={() => onRemove(ids)}
    >
      ×
    </button>
  );

const RunEntry = ({ run, looks, study, shortIds, onRemove }: Shared & { run: RunRecord }) => (
  <li {...hovers(run.id)} className={useIsHovered(run.id) ? "hovered" : undefined}>
    <RunMark look={looks.get(run.id)} />
    <Link
      to="/study/$study/run/$run"
      params={{ study, run: shortIds.get(run.id) ?? run.id }}
      title={run.name}
    >
      {run.name}
    </Link>
    <Remove name={run.name} ids={[run.id]} onRemove={onRemove} />
  </li>
);

/** A cell of several seeds, which unfolds to its runs. */
const CellEntry = ({ cell, ...shared }: Shared & { cell: Cell }) => {
  const [isOpen, setIsOpen] = useState(false);
  const ids = cell.runs.map(({ id }) => id);
  const [first = ""] = ids;
  const isHovered = useIsHovered(first);
  return (
    <>
      <li {...hovers(ids.join(" "))} className={isHovered ? "hovered" : undefined}>
        <RunMark look={shared.looks.get(first)} />
        <button
          type="button"
          className="quiet cell"
          aria-expanded={isOpen}
          title={cell.label}
          onClick={() => setIsOpen(!isOpen)}
        >
          {cell.label} <span className="faint">× {cell.runs.length}</span>
        </button>
        <Remove name={cell.label} ids={ids} onRemove={shared.onRemove} />
      </li>
      {isOpen && (
        <li>
          <ul className="run-key members">
            {cell.runs.map((run) => (
              <RunEntry key={run.id} run={run} {...shared} />
            ))}
          </ul>
        </li>
      )}
    </>
  );
};

const fewEntries = 30;

/** A legend of the runs by cell of seeds, with buttons to remove them from the selection. */
export const RunKey = ({ runs, ...shared }: Shared & { runs: readonly RunRecord[] }) => {
  const [showsAll, setShowsAll] = useState(false);
  const cells = useMemo(() => cellsOf(runs), [runs]);
  const shown = showsAll ? cells : cells.slice(0, fewEntries);
  return (
    <>
      <ul className="run-key">
        {shown.map((cell) =>
          cell.runs.length === 1 && cell.runs[0] !== undefined ? (
            <RunEntry key={cell.key} run={cell.runs[0]} {...shared} />
          ) : (
            <CellEntry key={cell.key} cell={cell} {...shared} />
          ),
        )}
      </ul>
      {shown.length < cells.length && (
        <button type="button" className="quiet" onClick={() => setShowsAll(true)}>
          Show all {cells.length}
        </button>
      )}
    </>
  );
};
