import { invalid } from "../api-error.ts";
import type { Database } from "./database.ts";
import type { WirePair } from "./entities.ts";
import { insertPairs } from "./insert-pairs.ts";
import { insertPoints, stored } from "./insert-points.ts";
import type { RunStore } from "./runs.ts";

export interface Point {
  readonly key: string;
  readonly value: number;
  readonly timestamp: number;
  readonly step: number;
  /** The logged model that was measured, and the dataset. */
  readonly model_id?: string | undefined;
  readonly dataset_name?: string | undefined;
  readonly dataset_digest?: string | undefined;
}

export const logStore = (database: Database, runs: RunStore) => {
  const logOfModel = (run: number, point: Point): void => {
    const { value, isNan, timestamp, step } = stored(point);
    database.run(
      `INSERT INTO model_metrics SELECT id, ?, ?, ?, ?, ?, ?, ?, ? FROM logged_models WHERE model_id = ?
       ON CONFLICT DO UPDATE SET timestamp = excluded.timestamp, step = excluded.step,
         value = excluded.value, is_nan = excluded.is_nan WHERE excluded.step >= step`,
      ...[run, point.key, point.dataset_name ?? "", point.dataset_digest ?? ""],
      ...[timestamp, step, value, isNan, point.model_id ?? ""],
    );
  };

  const logParams = (run: number, runId: string, params: readonly WirePair[]): void => {
    const pairs = { run, pairs: params, onConflict: "DO NOTHING" };
    if (insertPairs(database, "params", pairs) === params.length) return;
    const stored = database.all<WirePair>("SELECT key, value FROM params WHERE run = ?", run);
    const known = new Map(stored.map(({ key, value }) => [key, value]));
    const changed = params
      .filter(({ key, value }) => known.get(key) !== value)
      .map(
        ({ key, value }) =>
          `{'key': '${key}', 'old_value': '${known.get(key)}', 'new_value': '${value}'}`,
      );
    if (changed.length > 0)
      throw invalid(
        `Changing param values is not allowed. Params were already logged='[${changed.join(", ")}]' for run ID='${runId}'.`,
      );
  };

  return {
    /** Logs all of a batch or nothing. MLflow keeps what precedes the first error. */
    log: (
      runId: string,
      batch: {
        metrics?: readonly Point[];
        params?: readonly WirePair[];
        tags?: readonly WirePair[];
      },
    ): void =>
      database.transaction(() => {
        const { id } = runs.active(runId);
        logParams(id, runId, batch.params ?? []);
        insertPoints(database, id, (batch.metrics ?? []).map(stored));
        for (const point of batch.metrics ?? []) if (point.model_id) logOfModel(id, point);
        runs.setTags(id, batch.tags ?? []);
      }),
  };
};
