import type { Database } from "./database.ts";
import { type WirePair, type WireRun, type WireRunInfo, wireDouble } from "./entities.ts";

export interface RunRow {
  id: number;
  run_id: string;
  experiment_id: number;
  run_name: string;
  user_id: string;
  status: string;
  start_time: number;
  end_time: number | null;
  artifact_uri: string;
  lifecycle_stage: string;
  /** Increases with every change of the run. */
  revision: number;
}

export const wireInfo = (row: RunRow): WireRunInfo => ({
  run_uuid: row.run_id,
  experiment_id: String(row.experiment_id),
  run_name: row.run_name,
  user_id: row.user_id,
  status: row.status,
  start_time: row.start_time,
  ...(row.end_time !== null && { end_time: row.end_time }),
  artifact_uri: row.artifact_uri,
  lifecycle_stage: row.lifecycle_stage,
  run_id: row.run_id,
});

const ofRuns = "WHERE run IN (SELECT value FROM json_each(?)) ORDER BY run, key";

interface MetricRow {
  run: number;
  key: string;
  value: number;
  timestamp: number;
  step: number;
  is_nan: number;
}
interface PairRow extends WirePair {
  run: number;
}
interface DatasetRow {
  run: number;
  name: string;
  digest: string;
  source_type: string;
  source: string;
  schema: string | null;
  profile: string | null;
  tags: string;
}

interface ModelRow {
  run: number;
  direction: "input" | "output";
  model_id: string;
  step: number;
}

/** Runs with all their entities, in a fixed number of queries. */
export const wireRuns = (database: Database, rows: readonly RunRow[]): WireRun[] => {
  const runs = withoutMetrics(database, rows);
  const metrics = database.all<MetricRow>(
    `SELECT run, key, value, timestamp, step, is_nan FROM series ${ofRuns}`,
    idsOf(rows),
  );
  for (const { run, key, value, timestamp, step, is_nan } of metrics)
    runs.get(run)?.data.metrics.push({ key, value: wireDouble(value, is_nan), timestamp, step });
  return [...runs.values()];
};

/**
 * A double as JSON. 17 digits identify every double; infinities are strings.
 * SQLite's own JSON functions write 15 digits.
 */
export const doubleText = `CASE WHEN is_nan THEN '"NaN"' WHEN value = 9e999 THEN '"Infinity"'
  WHEN value = -9e999 THEN '"-Infinity"'
  WHEN abs(value) >= 1.7976931348623157e308 THEN printf('"%!.17g"', value)
  ELSE printf('%!.17g', value) END`;

/**
 * The same as JSON. A page of runs may have tens of thousands of metrics, and reading them from SQLite
 * row by row would take most of the time, so SQLite returns one text for each run.
 */
export const wireRunTexts = (database: Database, rows: readonly RunRow[]): Map<number, string> => {
  const metrics = database.all<{ run: number; text: string }>(
    `SELECT run, group_concat('{"key":' || json_quote(key) || ',"value":' || ${doubleText} ||
       ',"timestamp":' || timestamp || ',"step":' || step || '}' ORDER BY key) AS text
     FROM series WHERE run IN (SELECT value FROM json_each(?)) GROUP BY run`,
    idsOf(rows),
  );
  const texts = new Map(metrics.map(({ run, text }) => [run, text]));
  const runs = [...withoutMetrics(database, rows)];
  return new Map(
    runs.map(([id, run]) => {
      // Inside a string, the quotes would be escaped, so only the field is replaced.
      const full = () => `"metrics":[${texts.get(id) ?? ""}]`;
      return [id, JSON.stringify(run).replace('"metrics":[]', full)];
    }),
  );
};

const idsOf = (rows: readonly RunRow[]): string => JSON.stringify(rows.map((row) => row.id));

const withoutMetrics = (database: Database, rows: readonly RunRow[]): Map<number, WireRun> => {
  const runs = new Map<number, WireRun>();
  for (const row of rows)
    runs.set(row.id, {
      info: wireInfo(row),
      data: { metrics: [], params: [], tags: [] },
      inputs: { dataset_inputs: [] },
      outputs: {},
    });
  const ids = idsOf(rows);
  for (const list of ["params", "tags"] as const)
    for (const { run, key, value } of database.all<PairRow>(
      `SELECT run, key, value FROM ${list} ${ofRuns}`,
      ids,
    ))
      runs.get(run)?.data[list].push({ key, value });
  const datasets = database.all<DatasetRow>(
    "SELECT * FROM dataset_inputs WHERE run IN (SELECT value FROM json_each(?)) ORDER BY run, name",
    ids,
  );
  for (const { run, name, digest, source_type, source, schema, profile, tags } of datasets)
    runs.get(run)?.inputs.dataset_inputs.push({
      tags: JSON.parse(tags) as WirePair[],
      dataset: {
        name,
        digest,
        source_type,
        source,
        ...(schema !== null && { schema }),
        ...(profile !== null && { profile }),
      },
    });
  const models = database.all<ModelRow>(
    "SELECT * FROM run_models WHERE run IN (SELECT value FROM json_each(?)) ORDER BY run, step, model_id",
    ids,
  );
  for (const { run, direction, model_id, step } of models) {
    const found = runs.get(run);
    if (!found) continue;
    const { inputs, outputs } = found;
    if (direction === "input") inputs.model_inputs = [...(inputs.model_inputs ?? []), { model_id }];
    else outputs.model_outputs = [...(outputs.model_outputs ?? []), { model_id, step }];
  }
  return runs;
};
