import { randomUUID } from "node:crypto";
import { codesPath, tags } from "../../metrics/metrics.ts";
import type { Metrics, TrialEvent } from "../../trial/trial-events.ts";
import { backlog } from "./backlog.ts";
import type { TrackingQueue } from "./tracking-queue.ts";

type Epoch = Extract<TrialEvent, { kind: "epoch" }>;

/** A run as it is opened. */
export interface OpenedRun {
  readonly runId: string;
  readonly begun: number;
  /** The last step of each measure that it has already. */
  readonly logged: Readonly<Record<string, number>>;
}

/** A run that is being filled with what it does not have yet. What the queue cannot take now waits and goes with the next. */
export interface TrackedRun {
  /** Stands for the run until tracking has named it. */
  readonly runId: string;
  /** When it would have begun had it never been stopped. */
  readonly begun: number;
  params(params: Readonly<Record<string, string>>): void;
  metrics(metrics: Metrics, step: number): void;
  epoch(epoch: Omit<Epoch, "kind">): void;
  /**
   * Hands on what waits, unless some was within the last second and `isUrgent` is not said.
   * Resolves when that is done or has failed.
   */
  send(options?: { isUrgent?: boolean }): Promise<void>;
  /** Hands on everything, the log and the status FINISHED last; rejects if the queue does not take it. */
  finish(log: string, endTime: number): Promise<void>;
  /** Says how it ended as far as the queue listens; never rejects. */
  abandon(status: "FAILED" | "KILLED", reason: string, log: string): Promise<void>;
}

type Point = { key: string; value: number; step: number; timestamp: number };

/** A tag holds at most 8,000 characters in MLflow. */
const reasonLength = 2000;
const sendEveryMs = 1000;

export const trackedRun = (
  spool: TrackingQueue["spool"],
  { runId, begun, logged }: OpenedRun,
): TrackedRun => {
  const work = backlog();
  let points: Point[] = [];
  let sentAt = Date.now();

  const upload = (path: string, body: Uint8Array | string, contentType: string) =>
    work.add(() => spool.upload({ runId, path, body, contentType }));
  const drain = (): Promise<void> => {
    sentAt = Date.now();
    const metrics = points;
    points = [];
    if (metrics.length > 0) work.add(() => spool.logBatch({ runId, metrics }));
    return work.drain();
  };
  const attempt = (call: Promise<unknown>) => call.catch(() => undefined);

  const isNew = (key: string, step: number): boolean => step > (logged[key] ?? 0);
  const log = (metrics: Metrics, step: number): void => {
    const timestamp = Date.now();
    for (const [key, value] of Object.entries(metrics))
      if (isNew(key, step)) points.push({ key, value, step, timestamp });
  };

  return {
    runId,
    begun,
    params: (params) => work.add(() => spool.logBatch({ runId, params })),
    metrics: log,
    epoch: ({ epoch, metrics, images, codes }) => {
      // Images go before the metrics of their epoch: where these are, so are those.
      if (!Object.keys(metrics).some((key) => isNew(key, epoch))) return;
      log(metrics, epoch);
      for (const [kind, png] of Object.entries(images)) {
        const name = `${kind}+step+${epoch}+timestamp+${Date.now()}+${randomUUID()}`;
        upload(`images/${name}.png`, png, "image/png");
      }
      if (codes !== undefined) upload(codesPath(epoch), JSON.stringify(codes), "application/json");
    },
    send: async ({ isUrgent = false } = {}) => {
      // What fails stays in the backlog: finish() is where it counts.
      if (isUrgent || Date.now() - sentAt > sendEveryMs) await attempt(drain());
    },
    finish: (log, endTime) => {
      upload("log.txt", log, "text/plain");
      work.add(() => spool.update({ runId, status: "FINISHED", endTime }));
      return drain();
    },
    abandon: async (status, reason, log) => {
      upload("log.txt", log, "text/plain");
      if (status === "FAILED") {
        const failure = { [tags.failure]: reason.slice(0, reasonLength) };
        work.add(() => spool.logBatch({ runId, tags: failure }));
      }
      work.add(() => spool.update({ runId, status, endTime: Date.now() }));
      await attempt(drain());
    },
  };
};
