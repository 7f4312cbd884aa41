import type { Job } from "bullmq";
import type { SweepEvent } from "../sweep/sweep-events.ts";
import type { QueuedTrial } from "./trial-queue.ts";

/** What a sweep shows of a trial that runs elsewhere. */
export type TrialProgress =
  | { readonly kind: "started"; readonly runId: string; readonly steps: number }
  | Extract<SweepEvent, { kind: "progress" | "epoch" | "notice" }>;

/** How often the progress of a trial is sent. */
const everyMs = 1_000;

/** Sends the events of a trial to the sweep; what cannot be sent is left out. */
export const progressOf = (job: Job<QueuedTrial>): ((event: SweepEvent) => void) => {
  let sentAt = Number.NEGATIVE_INFINITY;
  const send = (progress: TrialProgress): void => {
    job.updateProgress(progress).catch(() => undefined);
  };
  return (event) => {
    if (event.kind === "started") {
      const { kind, runId, steps } = event;
      send({ kind, runId, steps });
    } else if (event.kind === "progress") {
      if (performance.now() - sentAt < everyMs) return;
      sentAt = performance.now();
      send(event);
    } else if (event.kind === "epoch") send({ ...event, metrics: {} });
    else if (event.kind === "notice") send(event);
  };
};
