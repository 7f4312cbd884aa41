import { z } from "zod";

/** SQL stores of MLflow keep ±Infinity as the largest double and read that back. */
const largest = 1.797e308;

export const Double = z
  .union([z.number(), z.literal(["NaN", "Infinity", "-Infinity"])])
  .transform((value) => {
    const number = Number(value);
    return Math.abs(number) >= largest ? Math.sign(number) * Number.POSITIVE_INFINITY : number;
  });

/** int64 as a JSON number (MLflow) or as a string (protobuf's own JSON). */
export const Int64 = z.union([
  z.number(),
  z
    .string()
    .regex(/^-?\d+$/)
    .transform(Number),
]);

/** Ids are strings: an experiment id may have 18 digits, more than a number holds. */
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
export type Metric = z.output<typeof Metric>;

export const RunMetric = Metric.extend({ runId: z.string() });
export type RunMetric = z.output<typeof RunMetric>;

export const LifecycleStage = z.enum(["active", "deleted"]);
export type LifecycleStage = z.output<typeof LifecycleStage>;

export const RunStatus = z.enum(["RUNNING", "SCHEDULED", "FINISHED", "FAILED", "KILLED"]);
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
export type RunInfo = z.output<typeof RunInfo>;

export const Dataset = z.object({
  name: z.string(),
  digest: z.string(),
  sourceType: z.string(),
  source: z.string(),
  schema: z.string().optional(),
  profile: z.string().optional(),
});
export type Dataset = z.output<typeof Dataset>;

export const DatasetInput = z.object({ tags: KeyValues, dataset: Dataset });
export type DatasetInput = z.output<typeof DatasetInput>;

export const Run = z.object({
  info: RunInfo,
  data: z
    .object({ metrics: z.array(Metric).default([]), params: KeyValues, tags: KeyValues })
    .default({ metrics: [], params: {}, tags: {} }),
  inputs: z
    .object({ datasetInputs: z.array(DatasetInput).default([]) })
    .default({ datasetInputs: [] }),
});
/** A run: `data.metrics` holds the latest point of each key, by (step, timestamp, value). */
export type Run = z.output<typeof Run>;

export interface ArtifactFile {
  /** From the run's artifact root, with slashes. */
  path: string;
  isDir: boolean;
  /** In bytes; a folder has none. */
  fileSize?: number;
}

/** Servers leave out a size of 0 as they do that of a folder. */
export const ArtifactFile = z
  .object({ path: z.string(), isDir: z.boolean().default(false), fileSize: Int64.optional() })
  .transform(
    ({ path, isDir, fileSize = 0 }): ArtifactFile =>
      isDir ? { path, isDir } : { path, isDir, fileSize },
  );

/** Tags and params go out as a list of pairs. */
export const pairs = (
  record: Readonly<Record<string, string>> | undefined,
): { key: string; value: string }[] | undefined =>
  record && Object.entries(record).map(([key, value]) => ({ key, value }));
