/// <reference lib="esnext.disposable" preserve="true" />

import { linkedController, unlessAborted } from "../abort.ts";
import { checkArtifactPath } from "../artifact-path.ts";
import { type NewRun, newRequestId } from "../create-run.ts";
import { invalid, MlflowError } from "../errors.ts";
import type { RunChange } from "../groups/runs.ts";
import { checkLog, checkPairs, type Log } from "../logging/check-log.ts";
import { fitValue, type LongValues } from "../logging/long-values.ts";
import type { CallOptions } from "../request.ts";
import { toBase64 } from "./base64.ts";
import type { Task } from "./entry.ts";
import type { Journal } from "./journal.ts";
import type { TaskClient } from "./perform.ts";
import { openSender, type Refusal } from "./sender.ts";

/** The state of a spool after a change. */
export interface SpoolState {
  /** Number of tasks in the journal that are not sent. */
  readonly pending: number;
  /** The reason the last attempt failed. */
  readonly error?: unknown;
  /** Tasks that the server has just rejected. */
  readonly refused: readonly Refusal[];
}

/** Options of a spool. */
export interface SpoolOptions {
  /** Sends added tasks without a call of `send`, and retries after a failure. Default true. */
  readonly isAutomatic?: boolean;
  /** First wait in ms after a failure; it doubles up to a minute. Default 1,000. */
  readonly resendAfterMs?: number;
  /** Called when sending fails, when it works again, and when the server rejects a task. */
  readonly onChange?: (state: SpoolState) => void;
  /**
   * Asked before each request of a task. If it returns false, the task is dropped: a process whose lease
   * on the work has expired sends nothing more. Default: true.
   */
  readonly maySend?: () => boolean | Promise<boolean>;
  readonly longValues?: LongValues;
  readonly onWarning?: (message: string) => void;
  readonly now?: () => number;
  readonly newRequestId?: () => string;
}

/** A run to create, in an experiment named by its id or its name. */
export type SpooledRun = Omit<NewRun, "experimentId" | "requestId"> &
  ({ readonly experimentId: string } | { readonly experimentName: string });

/** Logs runs without needing a server that answers: tasks wait in a journal. */
export interface Spool extends AsyncDisposable {
  readonly pending: number;
  /**
   * Creates a run, and its experiment if there is none of that name. The returned id identifies the
   * run in calls of this spool, also after a restart; `runIdOf` returns the server's id.
   *
   * @throws MlflowError INVALID_PARAMETER_VALUE if a tag breaks a rule, and errors of the journal.
   */
  create(run: SpooledRun): Promise<string>;
  /**
   * Logs points, params and tags; a spool is a sink for a writer: `client.run(runId, { sink: spool })`.
   *
   * @throws MlflowError INVALID_PARAMETER_VALUE if a key or value breaks a rule, and errors of the
   * journal.
   */
  logBatch(log: Log): Promise<void>;
  /** @throws errors of the journal. */
  update(change: RunChange): Promise<void>;
  /**
   * @throws MlflowError INVALID_PARAMETER_VALUE if the path is not plain and relative, and errors of
   * the journal.
   */
  upload(file: {
    runId: string;
    path: string;
    body: Uint8Array | string;
    contentType?: string;
  }): Promise<void>;
  /** The server's id of a run; undefined until the server has created the run. */
  runIdOf(runId: string): string | undefined;
  /**
   * Sends all pending tasks. Rejected tasks are returned.
   *
   * @throws MlflowError if a task cannot be sent; it and later tasks stay in the journal.
   */
  send(
    options?: CallOptions & { onDone?: ((pending: number) => void) | undefined },
  ): Promise<{ sent: number; refused: readonly Refusal[] }>;
  /** Stops sending. Pending tasks stay in the journal for the next process. */
  close(): Promise<void>;
}

const prefix = "spooled-";

/** The wait in ms that the server asked for. */
const retryAfterOf = (error: unknown): number =>
  MlflowError.isInstance(error) ? (error.retryAfterMs ?? 0) : 0;

/**
 * Opens a spool on a journal. Every task is written to the journal before it is sent, and marked as
 * done when the server has acknowledged it. A crash repeats at most one task, which changes nothing
 * at the server.
 *
 * @throws MlflowError INVALID_STATE if the journal has records of another version, and errors of the
 * journal.
 */
export const openSpool = async (
  client: TaskClient,
  journal: Journal,
  options: SpoolOptions = {},
): Promise<Spool> => {
  const { isAutomatic = true, resendAfterMs = 1_000, onChange, now = Date.now } = options;
  const fitting = fitValue(options.longValues ?? "refuse", options.onWarning ?? console.warn);
  const requestId = options.newRequestId ?? newRequestId;
  const sender = await openSender(client, journal, options.maySend);
  const closing = new AbortController();
  let sending: ReturnType<Spool["send"]> | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wait = resendAfterMs;

  const send: Spool["send"] = ({ signal, retries, onDone } = {}) => {
    sending ??= begin({ signal, retries, onDone });
    // Another caller may have started this sending, without this signal.
    const shared = sending;
    return signal ? unlessAborted(signal, () => shared) : shared;
  };

  const begin = ({ signal, ...call }: Parameters<Spool["send"]>[0] & object) => {
    const { controller, release } = linkedController(signal, closing.signal);
    const stop = controller.signal;
    const work = sender.sendAll({ ...call, signal: stop, onRefused }).finally(() => {
      release();
      sending = undefined;
    });
    work.then(onSent, (error: unknown) => onFailure(stop.aborted ? undefined : error));
    return work;
  };
  const onRefused = (refusal: Refusal): void =>
    onChange?.({ pending: sender.pending, refused: [refusal] });
  const onSent = (): void => {
    if (wait !== resendAfterMs) onChange?.({ pending: sender.pending, refused: [] });
    wait = resendAfterMs;
    // A task may have been added while the last was marked as done.
    if (sender.pending > 0) wake();
  };
  const onFailure = (error: unknown): void => {
    if (!isAutomatic || closing.signal.aborted) return;
    if (error !== undefined) onChange?.({ pending: sender.pending, error, refused: [] });
    clearTimeout(timer);
    timer = setTimeout(inBackground, Math.max(wait, retryAfterOf(error)));
    // The tasks are in the journal, so the process may end before the timer.
    (timer as { unref?: () => void }).unref?.();
    wait = Math.min(wait * 2, 60_000);
  };
  const inBackground = (): void => {
    timer = undefined;
    // The spool itself sends again, so that the first failure is reported.
    send({ retries: 0 }).catch(() => undefined);
  };
  const wake = (): void => {
    if (isAutomatic && !sending && timer === undefined && !closing.signal.aborted) inBackground();
  };

  const add = async (task: Task): Promise<void> => {
    if (closing.signal.aborted) throw invalid("cannot add a task: the spool is closed");
    await sender.add(task);
    wake();
  };

  const close = async (): Promise<void> => {
    closing.abort(new Error("the spool was closed"));
    clearTimeout(timer);
    await sending?.catch(() => undefined);
    await journal.close();
  };

  if (sender.pending > 0) wake();
  return {
    get pending() {
      return sender.pending;
    },
    create: async ({ tags, startTime, ...run }) => {
      const id = requestId();
      const runId = `${prefix}${id}`;
      const checked = checkPairs("tag", tags, fitting);
      const begin = startTime ?? now();
      await add({ ...run, kind: "create", runId, requestId: id, startTime: begin, tags: checked });
      return runId;
    },
    logBatch: async ({ runId, ...log }) => {
      await add({ kind: "log", runId, ...checkLog(log, { now, fitting }) });
    },
    update: (change) => add({ kind: "update", ...change }),
    upload: async ({ runId, path, body, contentType }) => {
      checkArtifactPath(path);
      const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
      const type = contentType === undefined ? {} : { contentType };
      await add({ kind: "artifact", runId, path, base64: toBase64(bytes), ...type });
    },
    runIdOf: (runId) => sender.named.get(runId) ?? (runId.startsWith(prefix) ? undefined : runId),
    send,
    close,
    [Symbol.asyncDispose]: close,
  };
};
