import {
  type Journal,
  type MlflowClient,
  memoryJournal,
  openSpool,
  type Spool,
} from "mlflow-js-client";
import { InputError } from "../../input-error.ts";

/** A journal that outlives the process. */
export interface DurableJournal {
  readonly journal: Journal;
  /** Where a person finds it. */
  readonly path: string;
  /** The command that sends what it holds. */
  readonly sendCommand: string;
}

/** What all that trials log passes through, in order, on its way to tracking. */
export interface TrackingQueue {
  readonly spool: Pick<Spool, "create" | "logBatch" | "update" | "upload">;
  /** The run's id at tracking, as soon as that has named it. */
  idOf(runId: string): string;
  /** Why tracking refused to begin a run for good. */
  refusalOf(runId: string): Error | undefined;
  /** Waits for tracking to have all there is, but not for one that is away if the journal lasts. */
  flush(): Promise<void>;
  /** Sends what it can, and says how to send the rest. */
  close(): Promise<void>;
}

export interface TrackingQueueOptions {
  readonly client: MlflowClient;
  /** Default: in memory, for as long as the sweep lasts. */
  readonly durable?: DurableJournal | undefined;
  readonly signal: AbortSignal;
  readonly notify: (notice: string) => void;
}

/** How long a trial waits for a server that is slow. */
const flushTimeoutMs = 2_000;
/** How long the end of a sweep waits without seeing anything go. */
const idleTimeoutMs = 10_000;
/** The same for a sweep that was stopped. */
const shutdownTimeoutMs = 1_000;

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

/** Does not keep a process that has nothing else to do. */
const after = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });

/**
 * Opens the way to tracking, and sends what an earlier sweep left: until tracking has it, it does
 * not know what is finished.
 * @throws InputError when tracking does not take that.
 */
export const openTrackingQueue = async (options: TrackingQueueOptions): Promise<TrackingQueue> => {
  const { client, durable, signal, notify: say } = options;
  const journal = durable?.journal ?? memoryJournal();
  const refused = new Map<string, Error>();
  let isAway = false;
  const spool = await openSpool(client, journal, {
    onChange: ({ error: trouble, refused: verdicts }) => {
      for (const { task, error } of verdicts) {
        if (task.kind === "create") refused.set(task.runId, error);
        say(`tracking refused to take a part of run ${idOf(task.runId)}: ${error.message}`);
      }
      if (durable === undefined || isAway === (trouble !== undefined)) return;
      isAway = trouble !== undefined;
      say(
        isAway
          ? `tracking does not take what is logged (${messageOf(trouble)}): it waits in ${durable.path} and is sent as soon as it can be`
          : "tracking is back and has taken all that waited",
      );
    },
  });
  const idOf = (runId: string): string => spool.runIdOf(runId) ?? runId;

  /** The first attempt may be one that was under way already; the second is our own. */
  const sendAll = async (by: AbortSignal): Promise<void> => {
    await spool.send({ signal: by }).catch(() => spool.send({ signal: by }));
  };

  const left = spool.pending;
  if (left > 0) {
    say(`${left} parts of runs that an earlier sweep left are sent to tracking first`);
    await sendAll(signal).catch(async (cause: unknown) => {
      await spool.close();
      signal.throwIfAborted();
      throw new InputError(
        `tracking must have what an earlier sweep left in ${durable?.path} before another begins, or its trials would run again; it does not take it (${messageOf(cause)})`,
        { cause },
      );
    });
  }

  /** Until nothing has gone for a while. */
  const sendLast = async (): Promise<void> => {
    const enough = new AbortController();
    let before = spool.pending;
    const watch = setInterval(
      () => {
        if (spool.pending >= before) enough.abort(new Error("nothing was taken for a while"));
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
    idOf,
    refusalOf: (runId) => refused.get(runId),
    flush: async () => {
      if (durable === undefined) return sendAll(signal);
      if (!isAway)
        await Promise.race([
          spool.send({ signal, retries: 0 }).catch(() => undefined),
          after(flushTimeoutMs),
        ]);
    },
    close: async () => {
      if (spool.pending > 0) await sendLast();
      if (durable !== undefined && spool.pending > 0)
        say(
          `${spool.pending} parts of runs wait in ${durable.path} for tracking to be back; to send them: ${durable.sendCommand}`,
        );
      // A journal of what is done does no harm where it cannot be emptied.
      if (durable !== undefined && spool.pending === 0)
        await journal.replace([]).catch(() => undefined);
      await spool.close();
    },
  };
};
