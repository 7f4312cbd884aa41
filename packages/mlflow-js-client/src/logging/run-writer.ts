/// <reference lib="esnext.disposable" preserve="true" />

import { invalid, MlflowError } from "../errors.ts";
import { batchBuffer } from "./batch-buffer.ts";
import type { Batch } from "./batches.ts";
import { checkLog, type Log } from "./check-log.ts";
import type { FitValue } from "./long-values.ts";
import { isRejection } from "./rejection.ts";

/** Receives a writer's batches: a client's `runs`, or a spool. */
export interface BatchSink {
  /** @throws MlflowError if the batch is refused or cannot be sent. */
  logBatch(log: Log, options?: { signal?: AbortSignal }): Promise<void>;
}

/** Options of a run writer. */
export interface RunWriterOptions {
  /** Receives batches in place of the client, such as a spool that keeps them while the server is down. */
  readonly sink?: BatchSink;
  /** Number of waiting points, params and tags that triggers a request. Default 1,000, a full request. */
  readonly flushAt?: number;
  /** Number of waiting bytes that triggers a request. Default 500,000. */
  readonly flushAtBytes?: number;
  /** Longest time in ms that an entity waits. Default 1,000. */
  readonly flushEveryMs?: number;
  /** Number of waiting entities from which `log` resolves only after some are sent. Default 10,000. */
  readonly maxWaiting?: number;
  /** Called with the reason a batch could not be sent. The batch is kept and sent again. */
  readonly onError?: (error: unknown) => void;
}

/** Types the names of metrics: `client.run<{ loss: number }>(runId)`. */
export type MetricNames<Metrics> = { [Key in keyof Metrics]: number };

/** A buffering writer of one run. */
export interface RunWriter<Metrics extends MetricNames<Metrics>> extends AsyncDisposable {
  readonly runId: string;
  /** Number of points, params and tags that are not sent yet. */
  readonly waiting: number;
  /**
   * Logs one value of each given metric at a step. Resolves immediately while the buffer has space, so
   * awaiting it slows a fast producer down to the server's speed. A rejection that nobody handles is
   * not reported as unhandled.
   *
   * @throws MlflowError synchronously, with nothing logged: INVALID_PARAMETER_VALUE if a key or value
   * breaks a rule, RESOURCE_EXHAUSTED if twice `maxWaiting` entities wait.
   */
  log(metrics: Partial<Metrics>, step: number, options?: { timestamp?: number }): Promise<void>;
  /** @throws MlflowError as `log` does, also if a param already has another value. */
  params(params: Readonly<Record<string, string>>): Promise<void>;
  /** @throws MlflowError as `log` does. */
  tags(tags: Readonly<Record<string, string>>): Promise<void>;
  /**
   * Sends everything that waits.
   *
   * @throws MlflowError if sending fails, or the server has refused something since the last flush.
   */
  flush(): Promise<void>;
  /**
   * Flushes and closes the writer. If flushing fails, the writer stays open and keeps its entities.
   *
   * @throws MlflowError as `flush` does.
   */
  close(): Promise<void>;
}

export const runWriter = <Metrics extends MetricNames<Metrics>>(
  parts: { runId: string; sink: BatchSink; now: () => number; fitting: FitValue },
  options: RunWriterOptions = {},
): RunWriter<Metrics> => {
  const { runId, sink, fitting } = parts;
  const { flushAt = 1_000, flushAtBytes = 500_000, flushEveryMs = 1_000 } = options;
  const { maxWaiting = 10_000, onError } = options;
  const buffer = batchBuffer();
  let sending: Promise<void> | undefined;
  let refusal: MlflowError | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let hasFailed = false;
  let isClosed = false;
  let latest = 0;

  /** MLflow's latest value is by (step, timestamp), so timestamps must not go back with the clock. */
  const now = (): number => {
    latest = Math.max(latest, parts.now());
    return latest;
  };

  const put = async ({ metrics, params, tags }: Batch): Promise<void> => {
    await sink.logBatch({ runId, metrics, params: record(params), tags: record(tags) });
  };

  /** Sends the parts one by one, so that a refused part does not stop the others. */
  const putSeparately = async (batch: Batch): Promise<void> => {
    const empty: Batch = { metrics: [], params: [], tags: [] };
    for (const kind of ["params", "metrics", "tags"] as const) {
      const part = { ...empty, [kind]: batch[kind] };
      if (batch[kind].length === 0) continue;
      try {
        await put(part);
      } catch (error) {
        if (!isRejection(error)) throw error;
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
      if (!isRejection(error)) throw error;
      await putSeparately(batch);
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
        hasFailed = false;
      },
      (error: unknown) => {
        hasFailed = true;
        onError?.(error);
        later();
      },
    );
  };
  const later = (): void => {
    if (isClosed || buffer.size === 0) return;
    timer ??= setTimeout(inBackground, flushEveryMs);
  };

  const untilSpace = async (): Promise<void> => {
    while (buffer.size >= maxWaiting) await step();
    if (refusal) throw refusal;
  };

  const take = (log: Omit<Log, "runId">): Promise<void> => {
    if (isClosed) throw invalid(`cannot log to run ${runId}: its writer is closed`);
    if (buffer.size >= 2 * maxWaiting)
      throw new MlflowError(
        `cannot log to run ${runId}: ${buffer.size} values wait to be sent; await log() to keep pace with the server`,
        { errorCode: "RESOURCE_EXHAUSTED", isRetryable: true },
      );
    buffer.add(checkLog(log, { now, fitting }));
    later();
    const isFull = buffer.size >= flushAt || buffer.bytes >= flushAtBytes;
    if (isFull && !sending && !hasFailed) inBackground();
    const taken = untilSpace();
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
