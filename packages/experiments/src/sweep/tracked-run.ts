import { randomUUID } from "node:crypto";
import { codesPath, tags } from "../measures.ts";
import type { CodesFigure, Measures } from "../trial-events.ts";
import { backlog } from "./backlog.ts";
import type { Outbox } from "./outbox.ts";

/** A run that is being filled. What the outbox cannot take now waits and goes with the next. */
export interface TrackedRun {
  /** Stands for the run until tracking has named it. */
  readonly runId: string;
  params(params: Readonly<Record<string, string>>): void;
  measures(measures: Measures, step: number): void;
  image(kind: string, step: number, png: Uint8Array): void;
  codes(step: number, codes: CodesFigure): void;
  /**
   * Hands on what waits, unless some was within the last second and `isUrgent` is not said.
   * Resolves when that is done or has failed.
   */
  send(options?: { isUrgent?: boolean }): Promise<void>;
  /** Hands on everything, the log and the status FINISHED last; rejects if the outbox does not take it. */
  finish(log: string, endTime: number): Promise<void>;
  /** Says how it ended as far as the outbox listens; never rejects. */
  abandon(status: "FAILED" | "KILLED", reason: string, log: string): Promise<void>;
}

type Point = { key: string; value: number; step: number; timestamp: number };

/** A tag holds at most 8,000 characters in MLflow. */
const reasonLength = 2000;
const sendEveryMs = 1000;

export const trackedRun = (spool: Outbox["spool"], runId: string): TrackedRun => {
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

  return {
    runId,
    params: (params) => work.add(() => spool.logBatch({ runId, params })),
    measures: (measures, step) => {
      const timestamp = Date.now();
      for (const [key, value] of Object.entries(measures))
        points.push({ key, value, step, timestamp });
    },
    image: (kind, step, png) => {
      const name = `${kind}+step+${step}+timestamp+${Date.now()}+${randomUUID()}`;
      upload(`images/${name}.png`, png, "image/png");
    },
    codes: (step, codes) => upload(codesPath(step), JSON.stringify(codes), "application/json"),
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
