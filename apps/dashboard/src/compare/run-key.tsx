import { Link } from "@tanstack/react-router";
import type { Look } from "@vae-lab/viz";
import type { RunRecord } from "../sources/run-source.ts";

/** The line that stands for a run in every figure. */
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

interface RunKeyProps {
  readonly runs: readonly RunRecord[];
  readonly looks: ReadonlyMap<string, Look>;
  readonly onRemove?: (id: string) => void;
}

/** Which colour is which run, and the way to leave one out. */
export const RunKey = ({ runs, looks, onRemove }: RunKeyProps) => (
  <ul className="run-key">
    {runs.map((run) => (
      <li key={run.id}>
        <RunMark look={looks.get(run.id)} />
        <Link to="/run/$runId" params={{ runId: run.id }} title={run.name}>
          {run.name}
        </Link>
        {onRemove !== undefined && (
          <button
            type="button"
            className="quiet icon small"
            aria-label={`Leave out ${run.name}`}
            onClick={() => onRemove(run.id)}
          >
            ×
          </button>
        )}
      </li>
    ))}
  </ul>
);
