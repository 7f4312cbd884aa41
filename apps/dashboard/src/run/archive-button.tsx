import type { RunRecord } from "../sources/run-source.ts";
import { useChanges } from "./use-changes.ts";

/** Archives a run, which hides it from tables and figures, or restores it. */
export const ArchiveButton = ({ run }: { run: RunRecord }) => {
  const changes = useChanges(run);
  if (changes === undefined) return null;
  return (
    <>
      <button
        type="button"
        className="quiet"
        disabled={changes.isPending}
        title={
          run.isArchived
            ? "Show the run in tables and figures again"
            : "Hide the run from tables and figures; it can be restored here"
        }
        onClick={run.isArchived ? changes.restore : changes.archive}
      >
        {run.isArchived ? "Restore" : "Archive"}
      </button>
      {run.isArchived && <b>archived</b>}
      {changes.error && <span className="reason">{changes.error.message}</span>}
    </>
  );
};
