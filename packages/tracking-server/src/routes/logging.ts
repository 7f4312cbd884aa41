import { Hono } from "hono";
import { limits } from "mlflow-js-client/limits";
import { invalid } from "../api-error.ts";
import type { Database } from "../store/database.ts";
import { type DatasetInput, logDatasetInputs } from "../store/dataset-inputs.ts";
import { logStore } from "../store/log.ts";
import { logRunModels } from "../store/run-models.ts";
import type { RunStore } from "../store/runs.ts";
import { double, list, milliseconds, object, pair, required, text, whole } from "../wire/fields.ts";
import { readRequest } from "../wire/read-request.ts";
import {
  checkBatchCounts,
  checkedParam,
  checkedTag,
  checkLength,
  checkMetric,
} from "../wire/validate.ts";

const point = {
  key: required(text),
  value: required(double),
  timestamp: required(milliseconds),
  step: whole,
  model_id: text,
  dataset_name: text,
  dataset_digest: text,
};
const LogMetric = object({ run_id: required(text), ...point });
const LogPair = object({ run_id: required(text), key: required(text), value: text });
const LogBatch = object({
  run_id: required(text),
  metrics: list(object(point)),
  params: list(pair),
  tags: list(pair),
});
const dataset = object({
  name: required(text),
  digest: required(text),
  source_type: required(text),
  source: required(text),
  schema: text,
  profile: text,
});
const LogInputs = object({
  run_id: required(text),
  datasets: list(
    object({ tags: list(pair), dataset: required(dataset) }),
    limits.datasetsPerRequest,
  ),
  models: list(object({ model_id: required(text) })),
});
const LogOutputs = object({
  run_id: required(text),
  models: required(list(object({ model_id: required(text), step: whole }))),
});

/** A dataset has a profile of up to 16 MB. */
const maxInputBytes = 32_000_000;

export const loggingRoutes = (database: Database, runs: RunStore): Hono => {
  const { log } = logStore(database, runs);
  return new Hono()
    .post("/log-metric", async (c) => {
      const { run_id, step = 0, ...metric } = await readRequest(c, LogMetric);
      checkMetric(metric, "");
      log(run_id, { metrics: [{ ...metric, step }] });
      return c.json({});
    })
    .post("/log-parameter", async (c) => {
      const { run_id, key, value = "" } = await readRequest(c, LogPair);
      log(run_id, { params: [checkedParam({ key, value }, "")] });
      return c.json({});
    })
    .post("/set-tag", async (c) => {
      const { run_id, key, value = "" } = await readRequest(c, LogPair);
      log(run_id, { tags: [checkedTag({ key, value }, "")] });
      return c.json({});
    })
    .post("/log-batch", async (c) => {
      const {
        run_id,
        metrics = [],
        params = [],
        tags = [],
      } = await readRequest(c, LogBatch, limits.bytesPerBatch);
      metrics.forEach((metric, index) => {
        checkMetric(metric, `metrics[${index}].`);
      });
      checkBatchCounts({ metrics: metrics.length, params: params.length, tags: tags.length });
      refuseRepeated(params.map((param) => param.key));
      log(run_id, {
        metrics: metrics.map((metric) => ({ ...metric, step: metric.step ?? 0 })),
        params: params.map((param, index) => checkedParam(param, `params[${index}].`)),
        tags: tags.map((tag, index) => checkedTag(tag, `tags[${index}].`)),
      });
      return c.json({});
    })
    .post("/log-inputs", async (c) => {
      const { run_id, datasets = [], models = [] } = await readRequest(c, LogInputs, maxInputBytes);
      const inputs = datasets.map(
        ({ tags = [], dataset: { source_type: sourceType, ...rest } }): DatasetInput => {
          checkDataset(rest);
          return { ...rest, sourceType, tags };
        },
      );
      logDatasetInputs(database, runs, run_id, inputs);
      logRunModels(database, runs, run_id, "input", models);
      return c.json({});
    })
    .post("/outputs", async (c) => {
      const { run_id, models } = await readRequest(c, LogOutputs);
      logRunModels(database, runs, run_id, "output", models);
      return c.json({});
    });
};

const checkDataset = (dataset: {
  name: string;
  digest: string;
  source: string;
  schema?: string | undefined;
  profile?: string | undefined;
}): void => {
  checkLength("name", limits.datasetNameLength, dataset.name);
  checkLength("digest", limits.datasetDigestLength, dataset.digest);
  checkLength("source", limits.datasetSourceLength, dataset.source);
  checkLength("schema", limits.datasetSchemaLength, dataset.schema ?? "");
  checkLength("profile", limits.datasetProfileLength, dataset.profile ?? "");
};

const refuseRepeated = (keys: readonly string[]): void => {
  const repeated = keys.filter((key, index) => keys.indexOf(key) < index);
  if (repeated.length > 0)
    throw invalid(
      `Duplicate parameter keys have been submitted: [${repeated.map((key) => `'${key}'`).join(", ")}]. Please ensure the request contains only one param value per param key.`,
    );
};
