import { tags } from "@vae-lab/experiments/metrics";
import type { RunRecord, RunStatus } from "../sources/run-source.ts";
import { durationOf, progressOf } from "../study/progress.ts";
import { durationText } from "./duration-text.ts";

const words: Record<RunStatus, { mark: string; word: string }> = {
  FINISHED: { mark: "✓", word: "finished" },
  RUNNING: { mark: "●", word: "running" },
  SCHEDULED: { mark: "○", word: "waiting" },
  FAILED: { mark: "✕", word: "failed" },
  KILLED: { mark: "■", word: "stopped" },
};

/** The reason of a failure; the tag may also remain on runs that were resumed. */
export const failureOf = (run: RunRecord): string | undefined =>
  run.status === "FAILED" ? (run.tags.get(tags.failure) ?? "no reason was logged") : undefined;

/** Short for the column, with the full text for screen readers. */
const silenceText = (silent: number) =>
  Number.isFinite(silent) ? (
    <>
      silent<span className="unseen"> for</span> {durationText(silent)}
    </>
  ) : (
    "no update logged"
  );

/** The status of a run, with its progress or duration. */
export const Status = ({ run, now }: { run: RunRecord; now: number }) => {
  const { mark, word } = words[run.status];
  if (run.status === "RUNNING") {
    const { share, epoch, epochs, silent } = progressOf(run, now);
    const text =
      silent === undefined
        ? `epoch ${epoch}${epochs === undefined ? "" : `/${epochs}`}`
        : silenceText(silent);
    return (
      <span className={`status running${silent === undefined ? "" : " silent"}`}>
        <span className="mark" aria-hidden="true">
          {mark}
        </span>
        <span>
          <span className="unseen">running, </span>
          {text}
          {share !== undefined && <progress value={share} max={1} aria-label="progress" />}
        </span>
      </span>
    );
  }
  const took = durationOf(run);
  return (
    <span className={`status ${word}`} title={failureOf(run)}>
      <span className="mark" aria-hidden="true">
        {mark}
      </span>
      {run.status === "FINISHED" && took !== undefined ? (
        <span className="faint">
          <span className="unseen">finished in </span>
          {durationText(took)}
        </span>
      ) : (
        word
      )}
    </span>
  );
};
