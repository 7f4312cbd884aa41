import { z } from "zod";

const numberText = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/**
 * A double in protobuf's JSON, a number or a text. MLflow's SQL stores keep ±Infinity as ±MAX_VALUE and
 * return that number; a text is exact.
 */
export const Double = z.union([
  z
    .number()
    .transform((value) =>
      Math.abs(value) === Number.MAX_VALUE ? Math.sign(value) * Number.POSITIVE_INFINITY : value,
    ),
  z.literal(["NaN", "Infinity", "-Infinity"]).transform(Number),
  z.string().regex(numberText).transform(Number),
]);

/** An int64: a JSON number from MLflow, a string in protobuf's own JSON. */
export const Int64 = z.union([
  z.number(),
  z
    .string()
    .regex(/^-?\d+$/)
    .transform(Number),
]);

/** Ids are strings, because an experiment id may have 18 digits, more than a double represents. */
const Id = z.union([z.string(), z.number().transform(String)]);

const KeyValue = z.object({ key: z.string(), value: z.string().default("") });
const KeyValues = z
  .array(KeyValue)
  .default([])
  .transform((pairs) => Object.fromEntries(pairs.map(({ key, value }) => [key, value])));

export const Metric = z.object({
  key: z.string(),
  value: Double.default(0),
  step: Int64.default(0),
  timestamp: Int64.default(0),
});
/** One point of a metric; `timestamp` is Unix time in ms. */
export type Metric = z.output<typeof Metric>;

export const RunMetric = Metric.extend({ runId: z.string() });
/** A point with the run it belongs to. */
export type RunMetric = z.output<typeof RunMetric>;

export const LifecycleStage = z.enum(["active", "deleted"]);
/** Whether an experiment or a run has been deleted. */
export type LifecycleStage = z.output<typeof LifecycleStage>;

export const RunStatus = z.enum(["RUNNING", "SCHEDULED", "FINISHED", "FAILED", "KILLED"]);
/** The state of a run. */
export type RunStatus = z.output<typeof RunStatus>;

/** Which lifecycle stages a search returns. */
export type ViewType = "ACTIVE_ONLY" | "DELETED_ONLY" | "ALL";

export const Experiment = z.object({
  experimentId: Id,
  name: z.string(),
  artifactLocation: z.string().optional(),
  lifecycleStage: LifecycleStage.default("active"),
  creationTime: Int64.optional(),
  lastUpdateTime: Int64.optional(),
  tags: KeyValues,
});
/** An experiment; times are Unix times in ms. */
export type Experiment = z.output<typeof Experiment>;

export const RunInfo = z.object({
  runId: z.string(),
  runName: z.string().default(""),
  experimentId: Id,
  userId: z.string().optional(),
  status: RunStatus.default("RUNNING"),
  startTime: Int64.default(0),
  endTime: Int64.optional(),
  artifactUri: z.string().default(""),
  lifecycleStage: LifecycleStage.default("active"),
});
/** Facts of a run; times are Unix times in ms. */
export type RunInfo = z.output<typeof RunInfo>;

export const Dataset = z.object({
  name: z.string(),
  digest: z.string(),
  sourceType: z.string(),
  source: z.string(),
  schema: z.string().optional(),
  profile: z.string().optional(),
});
/** A dataset that a run used; `schema` and `profile` are JSON. */
export type Dataset = z.output<typeof Dataset>;

export const DatasetInput = z.object({ tags: KeyValues, dataset: Dataset });
/** A dataset with the tags of its use, such as mlflow.data.context. */
export type DatasetInput = z.output<typeof DatasetInput>;

export const Run = z.object({
  info: RunInfo,
  data: z
    .object({ metrics: z.array(Metric).default([]), params: KeyValues, tags: KeyValues })
    .default({ metrics: [], params: {}, tags: {} }),
  inputs: z
    .object({
      datasetInputs: z.array(DatasetInput).default([]),
      modelInputs: z.array(z.object({ modelId: z.string() })).default([]),
    })
    .default({ datasetInputs: [], modelInputs: [] }),
  outputs: z
    .object({
      modelOutputs: z.array(z.object({ modelId: z.string(), step: Int64.default(0) })).default([]),
    })
    .default({ modelOutputs: [] }),
});
/** A run. `data.metrics` has the latest point of each key, by (step, timestamp, value). */
export type Run = z.output<typeof Run>;

export const loggedModelStatuses = ["UNSPECIFIED", "PENDING", "READY", "UPLOAD_FAILED"] as const;
/** The state of a logged model. */
export type LoggedModelStatus = (typeof loggedModelStatuses)[number];

export const ModelMetric = Metric.extend({
  runId: z.string().default(""),
  datasetName: z.string().optional(),
  datasetDigest: z.string().optional(),
});
/** A metric of a logged model, on a dataset if one was named. */
export type ModelMetric = z.output<typeof ModelMetric>;

export const LoggedModel = z
  .object({
    info: z.object({
      modelId: z.string(),
      experimentId: Id,
      name: z.string().default(""),
      artifactUri: z.string().default(""),
      status: z.string().default("LOGGED_MODEL_UNSPECIFIED"),
      modelType: z.string().optional(),
      sourceRunId: z.string().optional(),
      creationTimestampMs: Int64.default(0),
      lastUpdatedTimestampMs: Int64.default(0),
      tags: KeyValues,
    }),
    data: z
      .object({ params: KeyValues, metrics: z.array(ModelMetric).default([]) })
      .default({ params: {}, metrics: [] }),
  })
  .transform(({ info, data }) => {
    const { creationTimestampMs, lastUpdatedTimestampMs, status, ...rest } = info;
    const known = loggedModelStatuses.find((name) => status === `LOGGED_MODEL_${name}`);
    return {
      ...rest,
      ...data,
      status: known ?? ("UNSPECIFIED" as const),
      creationTime: creationTimestampMs,
      lastUpdateTime: lastUpdatedTimestampMs,
    };
  });
/** A model that a run logged. `metrics` has the latest point of each key, dataset and run. */
export type LoggedModel = z.output<typeof LoggedModel>;

/** A file or a folder of artifacts. */
export interface ArtifactFile {
  /** Relative to the artifact root, with slashes. */
  path: string;
  isDir: boolean;
  /** In bytes; absent for a folder. */
  fileSize?: number;
}

/** Servers leave out a size of 0 as they leave out that of a folder. */
export const ArtifactFile = z
  .object({ path: z.string(), isDir: z.boolean().default(false), fileSize: Int64.optional() })
  .transform(
    ({ path, isDir, fileSize = 0 }): ArtifactFile =>
      isDir ? { path, isDir } : { path, isDir, fileSize },
  );

/** Params or tags as the wire has them: a list of pairs. */
export const pairs = (
  record: Readonly<Record<string, string>> = {},
): { key: string; value: string }[] =>
  Object.entries(record).map(([key, value]) => ({ key, value }));
