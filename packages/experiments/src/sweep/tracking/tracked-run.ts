import { randomUUID } from "node:crypto";
import { codesPath, runFiles, tablePath, tags } from "../../metrics/metrics.ts";
import type { Metrics, TrialEvent } from "../../trial/trial-events.ts";
import type { SweepContext } from "../sweep-context.ts";

type Epoch = Extract<TrialEvent, { kind: "epoch" }>;

/** A run that was created or reopened. */
export interface OpenedRun {
  readonly runId: string;
  /** When the run would have started if it had never been stopped. */
  readonly startedAt: number;
  /** The last step of each metric that the run already has. */
  readonly logged: Readonly<Record<string, number>>;
}

/** Logs a trial to its run, except what the run already has. */
export interface TrackedRun {
  /** A local id until the tracking server has created the run. */
  readonly runId: string;
  readonly startedAt: number;
  params(params: Readonly<Record<string, string>>): Promise<void>;
  /** Logs metrics of a step. They are sent within a second. */
  step(metrics: Metrics, step: number): Promise<void>;
  /** Logs an epoch, and resolves when the queue has it and all before it. */
  epoch(epoch: Omit<Epoch, "kind">): Promise<void>;
  /** Adds a tag, such as a warning. */
  tag(key: string, value: string): Promise<void>;
  /** Sends the files with which the model is used and trained again. */
  files(files: Readonly<Record<keyof typeof runFiles, Uint8Array | string>>): Promise<void>;
  /** Sends what is left, the log, and the status FINISHED last. */
  finish(log: string, endTime: number): Promise<void>;
  /** Ends a run that did not finish, as far as tracking can be reached. Never rejects. */
  abandon(status: "FAILED" | "KILLED", reason: string, log: string): Promise<void>;
}

/** MLflow takes at most 8,000 characters in a tag, and earlier versions 5,000. */
const [maxReasonLength, maxLogEnd] = [2000, 4000];

export const trackedRun = (
  { client, queue, whenSpace }: Pick<SweepContext, "client" | "queue" | "whenSpace">,
  { runId, startedAt, logged }: OpenedRun,
): TrackedRun => {
  const { spool } = queue;
  const writer = client.run(runId, { sink: spool });
  const flush = (): Promise<void> => whenSpace(() => writer.flush());

  const upload = (path: string, body: Uint8Array | string, contentType: string): Promise<void> =>
    whenSpace(() => spool.upload({ runId, path, body, contentType }));

  const isNew = (key: string, step: number): boolean => step > (logged[key] ?? 0);
  const log = async (metrics: Metrics, step: number): Promise<void> => {
    const fresh = Object.entries(metrics).filter(([key]) => isNew(key, step));
    // The writer keeps what it cannot send: only the waiting is repeated.
    await writer.log(Object.fromEntries(fresh), step).catch(flush);
  };

  return {
    runId,
    startedAt,
    params: async (params) => {
      await writer.params(params);
      await flush();
    },
    tag: async (key, value) => {
      await writer.tags({ [key]: value });
      await flush();
    },
    step: log,
    epoch: async ({ epoch, metrics, images, codes, table }) => {
      // Images are sent before the metrics of their epoch: a run that has these has those.
      if (!Object.keys(metrics).some((key) => isNew(key, epoch))) return;
      for (const [kind, png] of Object.entries(images)) {
        const name = `${kind}+step+${epoch}+timestamp+${Date.now()}+${randomUUID()}`;
        await upload(`images/${name}.png`, png, "image/png");
      }
      if (codes !== undefined)
        await upload(codesPath(epoch), JSON.stringify(codes), "application/json");
      if (table !== undefined) await upload(tablePath(epoch), table, "text/csv");
      await log(metrics, epoch);
      await flush();
    },
    files: async ({ checkpoint, config, command }) => {
      await upload(runFiles.config, config, "application/json");
      await upload(runFiles.command, command, "text/plain");
      await upload(runFiles.checkpoint, checkpoint, "application/octet-stream");
    },
    finish: async (log, endTime) => {
      await upload("log.txt", log, "text/plain");
      await whenSpace(() => writer.close());
      await whenSpace(() => spool.update({ runId, status: "FINISHED", endTime }));
    },
    abandon: async (status, reason, log) => {
      const failure = {
        [tags.failure]: reason.slice(0, maxReasonLength),
        [tags.logEnd]: log.slice(-maxLogEnd),
      };
      const attempts = [
        () => spool.upload({ runId, path: "log.txt", body: log, contentType: "text/plain" }),
        () => (status === "FAILED" ? writer.tags(failure) : Promise.resolve()),
        () => writer.close(),
        () => spool.update({ runId, status, endTime: Date.now() }),
      ];
      for (const attempt of attempts) await attempt().catch(() => undefined);
    },
  };
};
