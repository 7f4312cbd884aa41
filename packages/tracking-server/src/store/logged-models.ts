import { randomUUID } from "node:crypto";
import { group } from "d3-array";
import { ApiError, invalid } from "../api-error.ts";
import {
  type DatasetFilter,
  type ModelOrder,
  modelCondition,
  modelOrder,
} from "../search/model-search.ts";
import { parseFilter } from "../search/parse.ts";
import type { Database } from "./database.ts";
import { type WireExperiment, type WirePair, wireDouble } from "./entities.ts";
import { experimentIdList } from "./experiment-id.ts";

interface Row {
  id: number;
  model_id: string;
  experiment_id: number;
  name: string;
  artifact_uri: string;
  status: string;
  model_type: string;
  source_run_id: string;
  creation_time: number;
  last_update_time: number;
}

interface MetricRow {
  model: number;
  run_id: string;
  key: string;
  dataset_name: string;
  dataset_digest: string;
  timestamp: number;
  step: number;
  value: number;
  is_nan: number;
}

/** Logged models as in MLflow 3: entities beside the runs, with their own files. */
export const modelStore = (database: Database) => {
  const toWire = (rows: readonly Row[]) => {
    const ids = JSON.stringify(rows.map(({ id }) => id));
    const pairsOf = (table: "model_params" | "model_tags") => {
      const pairs = database.all<WirePair & { model: number }>(
        `SELECT * FROM ${table} WHERE model IN (SELECT value FROM json_each(?)) ORDER BY model, key`,
        ids,
      );
      return group(pairs, ({ model }) => model);
    };
    const metrics = database.all<MetricRow>(
      `SELECT m.model, m.key, m.dataset_name, m.dataset_digest, m.timestamp, m.step, m.value,
         m.is_nan, r.run_id FROM model_metrics m JOIN runs r ON r.id = m.run
       WHERE model IN (SELECT value FROM json_each(?)) ORDER BY model, key`,
      ids,
    );
    const [params, tags] = [pairsOf("model_params"), pairsOf("model_tags")];
    const metricsOf = group(metrics, ({ model }) => model);
    const plain = ({ key, value }: WirePair) => ({ key, value });
    return rows.map((row) => ({
      info: {
        model_id: row.model_id,
        experiment_id: String(row.experiment_id),
        name: row.name,
        creation_timestamp_ms: row.creation_time,
        last_updated_timestamp_ms: row.last_update_time,
        artifact_uri: row.artifact_uri,
        status: row.status,
        ...(row.model_type !== "" && { model_type: row.model_type }),
        ...(row.source_run_id !== "" && { source_run_id: row.source_run_id }),
        tags: (tags.get(row.id) ?? []).map(plain),
      },
      data: {
        params: (params.get(row.id) ?? []).map(plain),
        metrics: (metricsOf.get(row.id) ?? []).map(({ model: _, value, is_nan, ...metric }) => ({
          ...metric,
          value: wireDouble(value, is_nan),
          model_id: row.model_id,
        })),
      },
    }));
  };

  const row = (modelId: string): Row => {
    const found = database.first<Row>("SELECT * FROM logged_models WHERE model_id = ?", modelId);
    if (found) return found;
    throw new ApiError("RESOURCE_DOES_NOT_EXIST", `Logged model with ID '${modelId}' not found.`);
  };
  const get = (modelId: string) => toWire([row(modelId)])[0];
  const setTag = (model: number, { key, value }: WirePair): void => {
    database.run(
      "INSERT INTO model_tags VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
      model,
      key,
      value,
    );
  };
  const addParam = (model: number, { key, value }: WirePair): void => {
    const known = database.first<WirePair>(
      "SELECT * FROM model_params WHERE model = ? AND key = ?",
      model,
      key,
    );
    if (known && known.value !== value)
      throw invalid(`Changing the value of the model's param '${key}' is not allowed.`);
    database.run("INSERT OR IGNORE INTO model_params VALUES (?, ?, ?)", model, key, value);
  };

  return {
    get,
    artifactUri: (modelId: string): string => row(modelId).artifact_uri,

    create: (
      experiment: WireExperiment,
      model: {
        name: string;
        type: string;
        sourceRunId: string;
        params: WirePair[];
        tags: WirePair[];
      },
    ) => {
      const modelId = `m-${randomUUID().replaceAll("-", "")}`;
      const now = Date.now();
      const root = experiment.artifact_location.replace(/\/+$/, "");
      database.transaction(() => {
        const { lastInsertRowid: id } = database.run(
          `INSERT INTO logged_models (model_id, experiment_id, name, artifact_uri, model_type,
             source_run_id, creation_time, last_update_time) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
          ...[modelId, Number(experiment.experiment_id), model.name || modelId],
          ...[`${root}/models/${modelId}/artifacts`, model.type, model.sourceRunId, now, now],
        );
        for (const param of model.params) addParam(id, param);
        for (const tag of model.tags) setTag(id, tag);
      });
      return get(modelId);
    },

    finalize: (modelId: string, status: string) => {
      const { id } = row(modelId);
      database.run(
        "UPDATE logged_models SET status = ?, last_update_time = ? WHERE id = ?",
        status,
        Date.now(),
        id,
      );
      return get(modelId);
    },

    logParams: (modelId: string, params: WirePair[]): void =>
      database.transaction(() => {
        const { id } = row(modelId);
        for (const param of params) addParam(id, param);
      }),

    setTags: (modelId: string, tags: WirePair[]): void =>
      database.transaction(() => {
        const { id } = row(modelId);
        for (const tag of tags) setTag(id, tag);
      }),

    deleteTag: (modelId: string, key: string): void => {
      const { changes } = database.run(
        "DELETE FROM model_tags WHERE model = ? AND key = ?",
        row(modelId).id,
        key,
      );
      if (changes === 0)
        throw new ApiError(
          "RESOURCE_DOES_NOT_EXIST",
          `No tag with key '${key}' found for model with ID '${modelId}'.`,
        );
    },

    delete: (modelId: string): void => {
      database.run("DELETE FROM logged_models WHERE id = ?", row(modelId).id);
    },

    /** Up to `limit` + 1 models; the last one means that another page follows. */
    search: (query: {
      experimentIds: readonly string[];
      filter: string;
      datasets: readonly DatasetFilter[];
      orderBy: readonly ModelOrder[];
      limit: number;
      offset: number;
    }) => {
      const where = modelCondition(parseFilter(query.filter), query.datasets);
      const order = modelOrder(query.orderBy);
      return toWire(
        database.all<Row>(
          `SELECT r.* FROM logged_models r
           WHERE r.experiment_id IN (SELECT value FROM json_each(?))
             AND ${where.text} ORDER BY ${order.text} LIMIT ? OFFSET ?`,
          experimentIdList(query.experimentIds),
          ...where.values,
          ...order.values,
          query.limit + 1,
          query.offset,
        ),
      );
    },
  };
};

export type ModelStore = ReturnType<typeof modelStore>;
