import { Link } from "@tanstack/react-router";
import type { Look } from "@vae-lab/viz";
import { useState } from "react";
import { hovers, useIsHovered } from "../components/hovered-run.ts";
import type { RunRecord } from "../sources/run-source.ts";

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

interface KeyEntryProps {
  readonly run: RunRecord;
  readonly look: Look | undefined;
  readonly study: string;
  readonly short: string;
  readonly onRemove?: ((id: string) => void) | undefined;
}

const KeyEntry = ({ run, look, study, short, onRemove }: KeyEntryProps) => (
  <li {...hovers(run.id)} className={useIsHovered(run.id) ? "hovered" : undefined}>
    <RunMark look={look} />
    <Link to="/study/$study/run/$run" params={{ study, run: short }} title={run.name}>
      {run.name}
    </Link>
    {onRemove !== undefined && (
      <button
        type="button"
        className="quiet icon small"
        aria-label={`Remove ${run.name} from the selection`}
        onClick={() => onRemove(run.id)}
      >
        ×
      </button>
    )}
  </li>
);

interface RunKeyProps {
  readonly runs: readonly RunRecord[];
  readonly looks: ReadonlyMap<string, Look>;
  readonly study: string;
  readonly shortIds: ReadonlyMap<string, string>;
  readonly onRemove?: (id: string) => void;
}

const fewRuns = 30;

/** A legend of the runs, with a button to remove a run from the selection. */
export const RunKey = ({ runs, looks, study, shortIds, onRemove }: RunKeyProps) => {
  const [showsAll, setShowsAll] = useState(false);
  const shown = showsAll ? runs : runs.slice(0, fewRuns);
  return (
    <>
      <ul className="run-key">
        {shown.map((run) => (
          <KeyEntry
            key={run.id}
            run={run}
            look={looks.get(run.id)}
            study={study}
            short={shortIds.get(run.id) ?? run.id}
            onRemove={onRemove}
          />
        ))}
      </ul>
      {shown.length < runs.length && (
        <button type="button" className="quiet" onClick={() => setShowsAll(true)}>
          Show all {runs.length}
        </button>
      )}
    </>
  );
};
