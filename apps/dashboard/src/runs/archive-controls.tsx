import { countText } from "../study/count-text.ts";
import type { useArchiving } from "./use-archiving.ts";

interface ArchiveControlsProps {
  readonly archiving: NonNullable<ReturnType<typeof useArchiving>>;
  /** Whether the table shows the archived runs. */
  readonly isArchive: boolean;
  /** Ids of the selected runs of the table. */
  readonly selected: readonly string[];
  readonly onDone: () => void;
}

/** Archives the selected runs, or restores them if they are archived, and says how many. */
export const ArchiveControls = ({
  archiving,
  isArchive,
  selected,
  onDone,
}: ArchiveControlsProps) => {
  const { request, done, error, isPending } = archiving;
  const change = isArchive ? "restore" : "archive";
  return (
    <>
      <span className="faint" role="status">
        {isPending && "…"}
        {!isPending &&
          done !== undefined &&
          `${countText(done.count, "run")} ${done.change === "archive" ? "archived" : "restored"}`}
      </span>
      {error !== null && <span className="reason">{error.message}</span>}
      {selected.length > 0 && (
        <button
          type="button"
          className={isArchive ? "" : "quiet"}
          disabled={isPending}
          title={
            isArchive
              ? "Show these runs in tables and figures again"
              : "Hide these runs from tables and figures; archived runs can be restored"
          }
          onClick={() => request({ change, ids: selected }, { onSuccess: onDone })}
        >
          {isArchive ? "Restore" : "Archive"} {countText(selected.length, "run")}
        </button>
      )}
    </>
  );
};
