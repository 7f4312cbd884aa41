import { unlessAborted } from "../abort.ts";
import type { MlflowError } from "../errors.ts";
import { isRejection } from "../logging/rejection.ts";
import type { CallOptions } from "../request.ts";
import { decodeEntry, type Entry, encodeEntry, type Progress, type Task } from "./entry.ts";
import type { Journal } from "./journal.ts";
import { perform, type TaskClient } from "./perform.ts";

/** A task that MLflow rejected. It is skipped, so that later tasks can be sent. */
export interface Refusal {
  readonly task: Task;
  readonly error: MlflowError;
}

/** Sends the tasks of a journal in order, from where the last process stopped. */
export interface Sender {
  readonly pending: number;
  readonly named: ReadonlyMap<string, string>;
  add(task: Task): Promise<void>;
  /** Sends all tasks. After an error the next call continues with the task that failed. */
  sendAll(
    options: CallOptions & {
      onDone?: ((pending: number) => void) | undefined;
      onRefused?: (refusal: Refusal) => void;
    },
  ): Promise<{ sent: number; refused: Refusal[] }>;
}

/**
 * Total size of the records whose tasks are kept decoded until they are sent. Others are read again, such
 * as those for a server that is away for long.
 */
const maxDecoded = 16_000_000;

/** Size in positions from which a journal without open tasks is cleared, once it has doubled. */
const minSizeToClear = 1_000_000;

/** Reads the tasks that earlier processes left. */
export const openSender = async (
  client: TaskClient,
  journal: Journal,
  maySend: () => boolean | Promise<boolean> = () => true,
): Promise<Sender> => {
  const named = new Map<string, string>();
  const starts: number[] = [];
  let position = 0;
  let at = 0;
  /** Size of the assigned run ids, which stay, when the journal was last cleared. */
  let kept = 0;
  const note = ({ upTo, named: name }: Progress): void => {
    position = upTo;
    if (name) named.set(name.local, name.runId);
  };
  for await (const { record, next } of journal.read(0)) {
    const entry = decodeEntry(record);
    if (entry.kind === "progress") note(entry);
    else starts.push(at);
    at = next;
  }
  let pending = starts.filter((start) => start >= position).length;
  /** Tasks that this process has added, by the position after them. */
  const decoded = new Map<number, { readonly task: Task; readonly size: number }>();
  let decodedSize = 0;
  const remember = (task: Task, size: number): void => {
    if (decodedSize + size > maxDecoded) return;
    decoded.set(journal.end, { task, size });
    decodedSize += size;
  };
  /** The task or the progress that a record holds. */
  const entryOf = (record: string, next: number): Entry => {
    const known = decoded.get(next);
    if (known === undefined) return decodeEntry(record);
    decoded.delete(next);
    decodedSize -= known.size;
    return known.task;
  };

  // Operations run one after the other, so that clearing cannot lose a task that is being added.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = last.then(work);
    last = done.catch(() => undefined);
    return done;
  };
  const record = (progress: Progress): Promise<void> =>
    inTurn(() => journal.append(encodeEntry(progress)));

  const clear = (): Promise<void> =>
    inTurn(async () => {
      if (pending > 0 || journal.end < Math.max(minSizeToClear, 2 * kept)) return;
      const names = [...named].map(([local, runId]) =>
        encodeEntry({ kind: "progress", upTo: 0, named: { local, runId } }),
      );
      await journal.replace(names);
      position = journal.end;
      kept = journal.end;
    });

  /** The server's id of a created run, "" after other tasks, or undefined if the task was dropped. */
  const attempt = async (
    task: Task,
    options: CallOptions,
  ): Promise<string | MlflowError | undefined> => {
    const ask = async () => maySend();
    if (!(await (options.signal ? unlessAborted(options.signal, ask) : ask()))) return undefined;
    try {
      const runId = await perform(client, task, (id) => named.get(id) ?? id, options);
      return runId ?? "";
    } catch (error) {
      if (isRejection(error)) return error;
      throw error;
    }
  };

  return {
    named,
    get pending() {
      return pending;
    },
    add: (task) =>
      inTurn(async () => {
        const record = encodeEntry(task);
        await journal.append(record);
        remember(task, record.length);
        pending++;
      }),
    sendAll: async ({ onDone, onRefused, ...options }) => {
      const refused: Refusal[] = [];
      let sent = 0;
      while (pending > 0)
        for await (const { record: text, next } of journal.read(position)) {
          const task = entryOf(text, next);
          if (task.kind === "progress") {
            position = next;
            continue;
          }
          const outcome = await attempt(task, options);
          const progress: Progress = { kind: "progress", upTo: next };
          if (typeof outcome === "object") {
            refused.push({ task, error: outcome });
            onRefused?.({ task, error: outcome });
          } else if (outcome !== undefined) {
            sent++;
            if (outcome !== "") progress.named = { local: task.runId, runId: outcome };
          }
          await record(progress);
          note(progress);
          pending--;
          onDone?.(pending);
        }
      await clear();
      return { sent, refused };
    },
  };
};
