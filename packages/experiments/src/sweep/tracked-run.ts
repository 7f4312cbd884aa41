import { randomUUID } from "node:crypto";
import type { MlflowClient } from "mlflow-js-client";
import { codesPath, tags } from "../measures.ts";
import type { CodesFigure, Measures } from "../trial-events.ts";
import { backlog } from "./backlog.ts";

/** A run that is being filled. What cannot be sent now waits and is sent with the next. */
export interface TrackedRun {
  readonly runId: string;
  params(params: Readonly<Record<string, string>>): void;
  measures(measures: Measures, step: number): void;
  image(kind: string, step: number, png: Uint8Array): void;
  codes(step: number, codes: CodesFigure): void;
  /** Sends what waits, unless some was sent within the last second and `isUrgent` is not said. */
  send(options?: { isUrgent?: boolean }): void;
  /** Resolves when everything, the log and the status FINISHED last, has arrived. */
  finish(log: string, endTime: number): Promise<void>;
  /** Says how it ended as far as tracking listens; never rejects. */
  abandon(status: "FAILED" | "KILLED", reason: string, log: string): Promise<void>;
}

type Point = { key: string; value: number; step: number; timestamp: number };

/** A tag holds at most 8,000 characters in MLflow. */
const reasonLength = 2000;
const sendEveryMs = 1000;
/** How long the last words of a run that did not finish may take. */
const farewellMs = 1000;

export const trackedRun = (
  client: MlflowClient,
  runId: string,
  signal: AbortSignal,
): TrackedRun => {
  const work = backlog();
  let points: Point[] = [];
  let sentAt = Date.now();

  const upload = (path: string, body: Uint8Array | string, contentType: string, by = signal) =>
    client.artifacts.upload({ runId, path, body, contentType }, { signal: by });
  const drain = (): Promise<void> => {
    sentAt = Date.now();
    const metrics = points;
    points = [];
    if (metrics.length > 0) work.add(() => client.runs.logBatch({ runId, metrics }, { signal }));
    return work.drain();
  };
  const attempt = (call: Promise<unknown>) => call.catch(() => undefined);

  return {
    runId,
    params: (params) => work.add(() => client.runs.logBatch({ runId, params }, { signal })),
    measures: (measures, step) => {
      const timestamp = Date.now();
      for (const [key, value] of Object.entries(measures))
        points.push({ key, value, step, timestamp });
    },
    image: (kind, step, png) => {
      const name = `${kind}+step+${step}+timestamp+${Date.now()}+${randomUUID()}`;
      work.add(() => upload(`images/${name}.png`, png, "image/png"));
    },
    codes: (step, codes) =>
      work.add(() => upload(codesPath(step), JSON.stringify(codes), "application/json")),
    send: ({ isUrgent = false } = {}) => {
      // What fails stays in the backlog: finish() is where it counts.
      if (isUrgent || Date.now() - sentAt > sendEveryMs) attempt(drain());
    },
    finish: (log, endTime) => {
      work.add(() => upload("log.txt", log, "text/plain"));
      work.add(() => client.runs.update({ runId, status: "FINISHED", endTime }, { signal }));
      return drain();
    },
    abandon: async (status, reason, log) => {
      if (status === "FAILED") await attempt(drain());
      const by = AbortSignal.timeout(farewellMs);
      const endTime = Date.now();
      await attempt(client.runs.update({ runId, status, endTime }, { signal: by }));
      if (status === "FAILED") {
        const value = reason.slice(0, reasonLength);
        await attempt(client.runs.setTag({ runId, key: tags.failure, value }, { signal: by }));
      }
      await attempt(upload("log.txt", log, "text/plain", by));
    },
  };
};
