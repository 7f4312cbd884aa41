/// <reference lib="esnext.disposable" preserve="true" />

import { invalid, MlflowError } from "../errors.ts";
import { batchBuffer } from "./batch-buffer.ts";
import type { Batch } from "./batches.ts";
import { checkLog, type Log } from "./check-log.ts";
import type { FitValue } from "./long-values.ts";
import { isVerdict } from "./verdict.ts";

/** Where a writer's batches go: a client's `runs`, or a spool before it. */
export interface BatchSink {
  logBatch(log: Log, options?: { signal?: AbortSignal }): Promise<void>;
}

export interface RunWriterOptions {
  /** Take batches in the client's stead: a spool keeps them while the server is away. */
  readonly sink?: BatchSink;
  /** A batch goes out when so many points, params and tags wait. Default 1,000: a full request. */
  readonly flushAt?: number;
  /** … or so many bytes. Default 500,000. */
  readonly flushAtBytes?: number;
  /** … or when the oldest has waited so long. Default 1,000 ms. */
  readonly flushEveryMs?: number;
  /** From here on `log` resolves only when there is room again. Default 10,000. */
  readonly mostWaiting?: number;
  /** Hears why a batch could not go out; it is kept, and tried again. */
  readonly onTrouble?: (error: unknown) => void;
}

/** Names of metrics known to the compiler: `interface Mine { loss: number }`. */
export type MetricNames<Metrics> = { [Key in keyof Metrics]: number };

export interface RunWriter<Metrics extends MetricNames<Metrics>> extends AsyncDisposable {
  readonly runId: string;
  /** Points, params and tags that are not sent yet. */
  readonly waiting: number;
  /**
   * Takes one value of some metrics at a step. Resolves at once while there is room: awaiting it is
   * what slows a fast producer down to the server. Never leaves a rejection unhandled.
   *
   * @throws MlflowError, synchronously and taking nothing, if a key or value breaks a rule of
   * MLflow's, or if twice `mostWaiting` wait already.
   */
  log(metrics: Partial<Metrics>, step: number, options?: { timestamp?: number }): Promise<void>;
  params(params: Readonly<Record<string, string>>): Promise<void>;
  tags(tags: Readonly<Record<string, string>>): Promise<void>;
  /** Sends all that waits. Throws what hinders it, or what the server refused since the last time. */
  flush(): Promise<void>;
  /** Flushes, and takes no more. If flushing fails it stays open, with all that was not sent. */
  close(): Promise<void>;
}

export const runWriter = <Metrics extends MetricNames<Metrics>>(
  parts: { runId: string; sink: BatchSink; now: () => number; fitting: FitValue },
  options: RunWriterOptions = {},
): RunWriter<Metrics> => {
  const { runId, sink, fitting } = parts;
  const { flushAt = 1_000, flushAtBytes = 500_000, flushEveryMs = 1_000 } = options;
  const { mostWaiting = 10_000, onTrouble } = options;
  const buffer = batchBuffer();
  let sending: Promise<void> | undefined;
  let refusal: MlflowError | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isTroubled = false;
  let isClosed = false;
  let latest = 0;

  /** MLflow takes the last value by (step, timestamp): a clock that is set back must not reorder. */
  const now = (): number => {
    latest = Math.max(latest, parts.now());
    return latest;
  };

  const put = async ({ metrics, params, tags }: Batch): Promise<void> => {
    await sink.logBatch({ runId, metrics, params: record(params), tags: record(tags) });
  };

  /** A refused part must not take the others with it. */
  const putApart = async (batch: Batch): Promise<void> => {
    const empty: Batch = { metrics: [], params: [], tags: [] };
    for (const kind of ["params", "metrics", "tags"] as const) {
      const part = { ...empty, [kind]: batch[kind] };
      if (batch[kind].length === 0) continue;
      try {
        await put(part);
      } catch (error) {
        if (!isVerdict(error)) throw error;
        refusal ??= error;
      }
      buffer.remove(part);
    }
  };

  const sendNext = async (): Promise<void> => {
    const batch = buffer.next();
    if (!batch) return;
    try {
      await put(batch);
      buffer.remove(batch);
    } catch (error) {
      if (!isVerdict(error)) throw error;
      await putApart(batch);
    }
  };

  const step = (): Promise<void> => {
    sending ??= sendNext().finally(() => {
      sending = undefined;
    });
    return sending;
  };

  const sendAll = async (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    while (buffer.size > 0) await step();
  };

  const inBackground = (): void => {
    sendAll().then(
      () => {
        isTroubled = false;
      },
      (error: unknown) => {
        isTroubled = true;
        onTrouble?.(error);
        later();
      },
    );
  };
  const later = (): void => {
    if (isClosed || buffer.size === 0) return;
    timer ??= setTimeout(inBackground, flushEveryMs);
  };

  const room = async (): Promise<void> => {
    while (buffer.size >= mostWaiting) await step();
    if (refusal) throw refusal;
  };

  const take = (log: Omit<Log, "runId">): Promise<void> => {
    if (isClosed) throw invalid(`the writer of run ${runId} is closed`);
    if (buffer.size >= 2 * mostWaiting)
      throw new MlflowError(
        `the writer of run ${runId} holds ${buffer.size} values that could not be sent: await log() to keep pace with the server`,
        { errorCode: "RESOURCE_EXHAUSTED", isRetryable: true },
      );
    buffer.add(checkLog(log, { now, fitting }));
    later();
    const isFull = buffer.size >= flushAt || buffer.bytes >= flushAtBytes;
    if (isFull && !sending && !isTroubled) inBackground();
    const taken = room();
    taken.catch(() => undefined);
    return taken;
  };

  const flush = async (): Promise<void> => {
    try {
      await sendAll();
    } finally {
      later();
    }
    const refused = refusal;
    refusal = undefined;
    if (refused) throw refused;
  };
  const close = async (): Promise<void> => {
    await flush();
    isClosed = true;
  };

  return {
    runId,
    get waiting() {
      return buffer.size;
    },
    log: (metrics, step, { timestamp = now() } = {}) =>
      take({
        metrics: Object.entries<number>(metrics as Record<string, number>).map(([key, value]) => ({
          key,
          value,
          step,
          timestamp,
        })),
      }),
    params: (params) => take({ params }),
    tags: (tags) => take({ tags }),
    flush,
    close,
    [Symbol.asyncDispose]: close,
  };
};

const record = (pairs: Batch["params"]): Record<string, string> =>
  Object.fromEntries(pairs.map(({ key, value }) => [key, value]));
