import type { MlflowClient } from "mlflow-js-client";
import { runRecord } from "./run-record.ts";
import type { RunRecord, StudyTable } from "./run-source.ts";
import { tableOf } from "./table-of.ts";

const isLive = ({ status }: RunRecord): boolean => status === "RUNNING" || status === "SCHEDULED";

const liveFilter =
  "attributes.status != 'FINISHED' AND attributes.status != 'FAILED' AND attributes.status != 'KILLED'";

/** Milliseconds after which all runs are loaded again, to find changes such as new tags. */
const wholeEveryMs = 300_000;

/**
 * Tables of runs from any server with MLflow's API. To update a table, only runs that can have changed
 * are loaded: those that are live or were live, and new ones.
 */
export const mlflowTables = (client: MlflowClient, now: () => number = Date.now) => {
  const readAt = new WeakMap<StudyTable, number>();
  let changedAt = Number.NEGATIVE_INFINITY;

  const search = async (
    experimentId: string,
    filter: string | undefined,
    signal: AbortSignal | undefined,
  ): Promise<RunRecord[]> => {
    const found: RunRecord[] = [];
    const query = {
      experimentIds: [experimentId],
      maxResults: 1_000,
      ...(filter !== undefined && { filter }),
    };
    for await (const run of client.runs.search(query, signal === undefined ? {} : { signal }))
      found.push(runRecord(run));
    return found;
  };

  const whole = async (
    experimentId: string,
    signal: AbortSignal | undefined,
  ): Promise<StudyTable> => {
    const at = now();
    const table = tableOf(experimentId, await search(experimentId, undefined, signal));
    readAt.set(table, at);
    return table;
  };

  const refreshed = async (
    before: StudyTable,
    signal: AbortSignal | undefined,
  ): Promise<StudyTable> => {
    const { experimentId, runs } = before;
    const newest = runs.reduce((last, { startTime }) => Math.max(last, startTime), 0);
    const [live, begun] = await Promise.all([
      search(experimentId, liveFilter, signal),
      search(experimentId, `attributes.start_time > ${newest}`, signal),
    ]);
    const changed = new Map([...begun, ...live].map((run) => [run.id, run]));
    const ended = runs.filter((run) => isLive(run) && !changed.has(run.id)).map(({ id }) => id);
    if (ended.length > 0) {
      const ids = ended.map((id) => `'${id}'`).join(", ");
      for (const run of await search(experimentId, `attributes.run_id IN (${ids})`, signal))
        changed.set(run.id, run);
    }
    if (changed.size === 0) return before;
    const known = new Set(runs.map(({ id }) => id));
    const added = [...changed.values()].filter(({ id }) => !known.has(id));
    const next = tableOf(experimentId, [
      ...added.sort((a, b) => b.startTime - a.startTime),
      ...runs.map((run) => changed.get(run.id) ?? run),
    ]);
    readAt.set(next, readAt.get(before) ?? 0);
    return next;
  };

  const isCurrent = (table: StudyTable): boolean => {
    const at = readAt.get(table) ?? 0;
    return at > changedAt && now() - at <= wholeEveryMs;
  };

  return {
    table: async (
      experimentId: string,
      before: StudyTable | undefined,
      signal: AbortSignal | undefined,
    ): Promise<StudyTable> =>
      before !== undefined && isCurrent(before)
        ? refreshed(before, signal)
        : whole(experimentId, signal),
    /** Runs were changed by this page: tables of before are loaded again. */
    onChange: (): void => {
      changedAt = now();
    },
  };
};
