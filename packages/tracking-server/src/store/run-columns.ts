import type { Database } from "./database.ts";
import { recent } from "./recent.ts";
import { doubleText } from "./run-rows.ts";

/** Bytes of tables that are kept: some twenty of 1,500 runs with 50 params. */
const maxKeptBytes = 64_000_000;
/** Longer values belong to a run's own page. */
const maxValueLength = 500;
/** Tags that no table shows: long, told elsewhere, or of use to the client alone. */
const leftOut = "'mlflow.note.content', 'mlflow.runName', 'mlflow.jsClient.requestId'";

/** The active runs of an experiment, newest first, each with its place in that order. */
const placed = `placed AS (
  SELECT id, run_id, row_number() OVER (ORDER BY start_time DESC, run_id) - 1 AS place
  FROM runs WHERE experiment_id = ? AND lifecycle_stage = 'active')`;

/** Places of the runs that have a key, as JSON; nothing where all runs have it. */
const placesOf = (count: number, total: number, places: string): string =>
  count === total ? "" : `,"runs":[${places}]`;

interface RunRow {
  run_id: string;
  run_name: string;
  status: string;
  start_time: number;
  end_time: number | null;
  last_seen: number | null;
}

interface TextColumn {
  key: string;
  count: number;
  places: string;
  entries: string;
}

interface MetricColumn extends TextColumn {
  steps: string;
  first_step: number;
  last_step: number;
}

/**
 * The runs of an experiment by column, as JSON texts that SQLite puts together: a table of runs asks
 * for the columns it shows, and a thousand runs of a hundred metrics stay small.
 */
export const runColumns = (database: Database) => {
  const kept = recent<string>(maxKeptBytes, (text) => text.length);

  const revision = (experimentId: number): string => {
    const row = database.first<{ count: number; changes: number; newest: number }>(
      `SELECT count(*) AS count, coalesce(sum(revision), 0) AS changes, coalesce(max(id), 0) AS newest
       FROM runs WHERE experiment_id = ? AND lifecycle_stage = 'active'`,
      experimentId,
    );
    return `${row?.count}.${row?.changes}.${row?.newest}`;
  };

  const textColumns = (table: "params" | "tags", experimentId: number, total: number): string =>
    database
      .all<TextColumn>(
        `WITH ${placed}
         SELECT x.key, count(*) AS count, group_concat(place ORDER BY place) AS places,
           group_concat(json_quote(substr(x.value, 1, ${maxValueLength})) ORDER BY place) AS entries
         FROM placed JOIN ${table} x ON x.run = placed.id
         WHERE x.key NOT IN (${leftOut}) GROUP BY x.key ORDER BY x.key`,
        experimentId,
      )
      .map(
        ({ key, count, places, entries }) =>
          `{"key":${JSON.stringify(key)}${placesOf(count, total, places)},"values":[${entries}]}`,
      )
      .join(",");

  const readTable = (experimentId: number, at: string): string => {
    const runs = database.all<RunRow>(
      `WITH ${placed}
       SELECT runs.run_id, run_name, status, start_time, end_time,
         CASE WHEN status IN ('RUNNING', 'SCHEDULED')
           THEN (SELECT max(timestamp) FROM series WHERE run = runs.id) END AS last_seen
       FROM placed JOIN runs ON runs.id = placed.id ORDER BY place`,
      experimentId,
    );
    const metrics = database.all<{ key: string }>(
      `WITH ${placed}
       SELECT DISTINCT key FROM placed JOIN series ON series.run = placed.id ORDER BY key`,
      experimentId,
    );
    const rows = runs.map((run) => [
      ...[run.run_id, run.run_name, run.status, run.start_time, run.end_time, run.last_seen],
    ]);
    return `{"revision":${JSON.stringify(at)},"runs":${JSON.stringify(rows)},"params":[${textColumns("params", experimentId, runs.length)}],"tags":[${textColumns("tags", experimentId, runs.length)}],"metrics":${JSON.stringify(metrics.map(({ key }) => key))}}`;
  };

  return {
    /** Changes with everything that `table` and `metrics` hold, whichever process writes. */
    revision,

    /** Every run with its params and tags, and the keys of all metrics. */
    table: (experimentId: number): string => {
      const at = revision(experimentId);
      const key = `${experimentId} ${at}`;
      const known = kept.get(key);
      if (known !== undefined) return known;
      const text = readTable(experimentId, at);
      kept.set(key, text);
      return text;
    },

    /**
     * The latest values and steps of these metrics, in the order of the runs in `table`; of all runs,
     * or of those with these ids alone.
     */
    metrics: (
      experimentId: number,
      keys: readonly string[],
      runIds: readonly string[] | undefined,
    ): string => {
      const at = revision(experimentId);
      const ofRuns = runIds === undefined ? "" : "AND run_id IN (SELECT value FROM json_each(?))";
      const columns = database.all<MetricColumn>(
        `WITH ${placed}
         SELECT key, count(*) AS count, group_concat(place ORDER BY place) AS places,
           group_concat(${doubleText} ORDER BY place) AS entries,
           group_concat(step ORDER BY place) AS steps, min(step) AS first_step, max(step) AS last_step
         FROM placed JOIN series ON series.run = placed.id
         WHERE key IN (SELECT value FROM json_each(?)) ${ofRuns} GROUP BY key`,
        experimentId,
        JSON.stringify(keys),
        ...(runIds === undefined ? [] : [JSON.stringify(runIds)]),
      );
      const total = Number(at.split(".")[0]);
      const texts = columns.map(
        ({ key, count, places, entries, steps, first_step, last_step }) =>
          `{"key":${JSON.stringify(key)}${placesOf(count, total, places)},"values":[${entries}],"steps":${first_step === last_step ? first_step : `[${steps}]`}}`,
      );
      return `{"revision":${JSON.stringify(at)},"metrics":[${texts.join(",")}]}`;
    },
  };
};

export type RunColumns = ReturnType<typeof runColumns>;
