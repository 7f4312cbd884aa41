import { setTimeout as sleep } from "node:timers/promises";
import {
  type Journal,
  type MlflowClient,
  MlflowError,
  memoryJournal,
  openSpool,
  type Spool,
} from "mlflow-js-client";
import { errorMessage } from "../../error-message.ts";

/** A journal that outlives the process. */
export interface DurableJournal {
  readonly journal: Journal;
  /** Its file, to name in messages. */
  readonly path: string;
  /** The command that sends its entries. */
  readonly sendCommand: string;
}

/** Sends what trials log to the tracking server, in order. */
export interface TrackingQueue {
  readonly spool: Pick<Spool, "create" | "logBatch" | "update" | "upload">;
  /** Whether tracking has all that earlier sweeps logged. */
  readonly hasAll: boolean;
  /** Whether the last attempt to send failed. */
  readonly isAway: boolean;
  /** The server's id of a run, or its local id until the server has created it. */
  idOf(runId: string): string;
  /** Why the server refused to create a run. */
  refusalOf(runId: string): Error | undefined;
  /** Waits until the server has everything; not for one that is away if the journal is durable or there is a lease. */
  flush(): Promise<void>;
  /** Waits until the server has everything, also one that is away. */
  deliver(): Promise<void>;
  /** Sends what it can, and reports how to send the rest. */
  close(): Promise<void>;
}

export interface TrackingQueueOptions {
  readonly client: MlflowClient;
  /** Default: a journal in memory, for as long as the sweep runs. */
  readonly durable?: DurableJournal | undefined;
  /**
   * The lease on the work. Without it nothing is sent any more: whoever has it then repeats what this
   * queue still had, and results need not outlive the process.
   */
  readonly lease?: { isHeld(): Promise<boolean> };
  readonly signal: AbortSignal;
  readonly notify: (notice: string) => void;
}

/** How long a trial waits for a slow server if it may be away. */
const flushTimeoutMs = 2_000;
/** How long the end of a sweep waits while nothing is sent. */
const idleTimeoutMs = 10_000;
/** The same after the sweep was stopped. */
const shutdownTimeoutMs = 1_000;
const retryEveryMs = 1_000;

/** The server answers, but cannot write now: its disk is full or its store is busy. */
const cannotWriteNow = (error: unknown): error is MlflowError =>
  MlflowError.isInstance(error) && error.errorCode === "TEMPORARILY_UNAVAILABLE";

/** Waits without keeping alive a process that has nothing else to do. */
const after = (ms: number): Promise<void> => sleep(ms, undefined, { ref: false });

/**
 * Opens the queue, and first sends what an earlier sweep left in the journal: before tracking has it,
 * it does not know which trials are finished.
 */
export const openTrackingQueue = async (options: TrackingQueueOptions): Promise<TrackingQueue> => {
  const { client, durable, lease, signal, notify } = options;
  const journal = durable?.journal ?? memoryJournal();
  const mayBeAway = durable !== undefined || lease !== undefined;
  const refused = new Map<string, Error>();
  let isAway = false;
  const spool = await openSpool(client, journal, {
    ...(lease && { maySend: lease.isHeld }),
    onChange: ({ error: trouble, refused: refusals }) => {
      for (const { task, error } of refusals) {
        if (task.kind === "create") refused.set(task.runId, error);
        notify(`tracking refused a part of run ${idOf(task.runId)}: ${error.message}`);
      }
      const wasAway = isAway;
      isAway = trouble !== undefined;
      if (!mayBeAway || isAway === wasAway) return;
      notify(
        isAway
          ? `tracking cannot be reached (${errorMessage(trouble)}); results are kept in ${durable?.path ?? "memory"} and sent when it can`
          : "tracking can be reached again and has all results",
      );
    },
  });
  const idOf = (runId: string): string => spool.runIdOf(runId) ?? runId;

  const sendAll = async (by: AbortSignal): Promise<void> => {
    // The client's own retries would not ask for the lease.
    const call = { signal: by, ...(lease && { retries: 0 }) };
    // The first attempt may be one that was already running; the second is complete.
    await spool.send(call).catch(() => spool.send(call));
  };

  const sendWhenWritable = async (): Promise<void> => {
    for (let isFirst = true; ; isFirst = false) {
      try {
        await sendAll(signal);
        if (!isFirst) notify("tracking stores results again; the sweep continues");
        return;
      } catch (error) {
        if (!cannotWriteNow(error)) throw error;
        if (isFirst)
          notify(`tracking cannot store results (${error.message}); the sweep waits until it can`);
        await sleep(retryEveryMs, undefined, { signal });
      }
    }
  };

  const left = spool.pending;
  let hasAll = true;
  if (left > 0) {
    notify(`sending ${left} parts of runs that an earlier sweep left`);
    await sendAll(signal).catch(async () => {
      if (signal.aborted) await spool.close();
      signal.throwIfAborted();
      hasAll = false;
    });
  }

  /** Sends until nothing has been sent for a while. */
  const sendLast = async (): Promise<void> => {
    const enough = new AbortController();
    let before = spool.pending;
    const watch = setInterval(
      () => {
        if (spool.pending >= before) enough.abort(new Error("nothing was sent for a while"));
        before = spool.pending;
      },
      signal.aborted ? shutdownTimeoutMs : idleTimeoutMs,
    );
    const by = signal.aborted ? enough.signal : AbortSignal.any([enough.signal, signal]);
    await (isAway ? spool.send({ signal: by, retries: 0 }) : sendAll(by)).catch(() => undefined);
    clearInterval(watch);
  };

  return {
    spool,
    hasAll,
    get isAway() {
      return isAway;
    },
    idOf,
    refusalOf: (runId) => refused.get(runId),
    flush: async () => {
      if (!mayBeAway) return sendWhenWritable();
      if (!isAway)
        await Promise.race([
          spool.send({ signal, retries: 0 }).catch(() => undefined),
          after(flushTimeoutMs),
        ]);
    },
    deliver: async () => {
      while (spool.pending > 0) {
        signal.throwIfAborted();
        await spool.send({ signal, retries: 0 }).catch(() => undefined);
        if (spool.pending > 0) await after(retryEveryMs);
      }
    },
    close: async () => {
      if (spool.pending > 0) await sendLast();
      if (durable !== undefined && spool.pending > 0)
        notify(
          `${spool.pending} parts of runs are kept in ${durable.path}; to send them: ${durable.sendCommand}`,
        );
      // Entries that are marked as sent do no harm if the journal cannot be emptied.
      if (durable !== undefined && spool.pending === 0)
        await journal.replace([]).catch(() => undefined);
      await spool.close();
    },
  };
};
