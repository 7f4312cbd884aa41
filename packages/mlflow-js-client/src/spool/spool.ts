/// <reference lib="esnext.disposable" preserve="true" />

import { following, unlessAborted } from "../abort.ts";
import { checkArtifactPath } from "../artifact-path.ts";
import { type NewRun, newRequestId } from "../create-run.ts";
import type { RunStatus } from "../entities.ts";
import { invalid, MlflowError } from "../errors.ts";
import { checkLog, checkPairs, type Log } from "../logging/check-log.ts";
import { fitValue, type LongValues } from "../logging/long-values.ts";
import type { CallOptions } from "../request.ts";
import { toBase64 } from "./base64.ts";
import type { Task } from "./entry.ts";
import type { Journal } from "./journal.ts";
import type { TaskClient } from "./perform.ts";
import { openSender, type Refusal } from "./sender.ts";

export interface SpoolState {
  /** Tasks that are in the journal and not at the server. */
  readonly pending: number;
  /** Why they are not, if the last attempt failed. */
  readonly trouble?: unknown;
  /** What the server has just refused for good. */
  readonly refused: readonly Refusal[];
}

export interface SpoolOptions {
  /** Sends by itself whatever is added, and again after a failure. Default true. */
  readonly isAutomatic?: boolean;
  /** The first wait after a failure; it doubles up to a minute. Default 1,000 ms. */
  readonly resendAfterMs?: number;
  /** Hears when a server goes away or comes back, and what it refused. */
  readonly onChange?: (state: SpoolState) => void;
  readonly longValues?: LongValues;
  readonly onWarning?: (message: string) => void;
  readonly now?: () => number;
  readonly newRequestId?: () => string;
}

export type SpooledRun = Omit<NewRun, "experimentId" | "requestId"> &
  ({ readonly experimentId: string } | { readonly experimentName: string });

/** A way to the server that never fails for want of a server. */
export interface Spool extends AsyncDisposable {
  readonly pending: number;
  /**
   * Begins a run, also of an experiment that is yet to be made. The id stands for the run in this
   * spool's calls, now and after a restart; `runIdOf` gives the server's.
   */
  create(run: SpooledRun): Promise<string>;
  /** A sink for a writer: `client.run(runId, { sink: spool })`. */
  logBatch(log: Log): Promise<void>;
  update(change: {
    runId: string;
    status?: RunStatus;
    endTime?: number;
    runName?: string;
  }): Promise<void>;
  upload(file: {
    runId: string;
    path: string;
    body: Uint8Array | string;
    contentType?: string;
  }): Promise<void>;
  /** The id at the server, once the run has been made there. */
  runIdOf(runId: string): string | undefined;
  /** Sends all that is pending now. Throws what hinders it; the rest stays in the journal. */
  send(
    options?: CallOptions & { onDone?: ((pending: number) => void) | undefined },
  ): Promise<{ sent: number; refused: readonly Refusal[] }>;
  /** Stops sending and leaves what is pending to the next process. */
  close(): Promise<void>;
}

const prefix = "spooled-";

/** How long the server asked us to wait. */
const askedFor = (trouble: unknown): number =>
  MlflowError.isInstance(trouble) ? (trouble.retryAfterMs ?? 0) : 0;

/**
 * Opens a spool on a journal. Every task is in the journal before it is sent, and is marked done
 * only when the server has acknowledged it: what a crash repeats is at most the one task between,
 * and all tasks are such that MLflow's keys make the second time nothing.
 */
export const openSpool = async (
  client: TaskClient,
  journal: Journal,
  options: SpoolOptions = {},
): Promise<Spool> => {
  const { isAutomatic = true, resendAfterMs = 1_000, onChange, now = Date.now } = options;
  const fitting = fitValue(options.longValues ?? "refuse", options.onWarning ?? console.warn);
  const requestId = options.newRequestId ?? newRequestId;
  const sender = await openSender(client, journal);
  const closing = new AbortController();
  let sending: ReturnType<Spool["send"]> | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wait = resendAfterMs;

  const send: Spool["send"] = ({ signal, retries, onDone } = {}) => {
    sending ??= begin({ signal, retries, onDone });
    // What is under way may be another's, who did not ask for this signal.
    const shared = sending;
    return signal ? unlessAborted(signal, () => shared) : shared;
  };

  const begin = ({ signal, ...call }: Parameters<Spool["send"]>[0] & object) => {
    const { controller, release } = following(signal, closing.signal);
    const stop = controller.signal;
    const work = sender.sendAll({ ...call, signal: stop, onRefused }).finally(() => {
      release();
      sending = undefined;
    });
    work.then(onSent, (trouble: unknown) => onTrouble(stop.aborted ? undefined : trouble));
    return work;
  };
  const onRefused = (refusal: Refusal): void =>
    onChange?.({ pending: sender.pending, refused: [refusal] });
  const onSent = (): void => {
    if (wait !== resendAfterMs) onChange?.({ pending: sender.pending, refused: [] });
    wait = resendAfterMs;
    // What was added while the last was being marked.
    if (sender.pending > 0) wake();
  };
  const onTrouble = (trouble: unknown): void => {
    if (!isAutomatic || closing.signal.aborted) return;
    if (trouble !== undefined) onChange?.({ pending: sender.pending, trouble, refused: [] });
    clearTimeout(timer);
    timer = setTimeout(inBackground, Math.max(wait, askedFor(trouble)));
    // What waits is in the journal: a process that is done need not stay for it.
    (timer as { unref?: () => void }).unref?.();
    wait = Math.min(wait * 2, 60_000);
  };
  const inBackground = (): void => {
    timer = undefined;
    // It sends again by itself, so what hinders is told at once.
    send({ retries: 0 }).catch(() => undefined);
  };
  const wake = (): void => {
    if (isAutomatic && !sending && timer === undefined && !closing.signal.aborted) inBackground();
  };

  const add = async (task: Task): Promise<void> => {
    if (closing.signal.aborted) throw invalid("the spool is closed");
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
