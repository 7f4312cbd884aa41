import { z } from "zod";
import { fromWire, toWire } from "../codec.ts";
import { Metric, RunStatus } from "../entities.ts";
import { MlflowError } from "../errors.ts";

const runId = z.string();
const Pairs = z.array(z.object({ key: z.string(), value: z.string() }));

/** A task for the server. Performing a task twice has the effect of performing it once. */
export const Task = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("create"),
    /** Identifies the run until the server has assigned an id. */
    runId,
    requestId: z.string(),
    experimentId: z.string().optional(),
    experimentName: z.string().optional(),
    runName: z.string().optional(),
    userId: z.string().optional(),
    startTime: z.number(),
    tags: Pairs,
  }),
  z.object({
    kind: z.literal("log"),
    runId,
    metrics: z.array(
      Metric.extend({
        modelId: z.string().optional(),
        datasetName: z.string().optional(),
        datasetDigest: z.string().optional(),
      }),
    ),
    params: Pairs,
    tags: Pairs,
  }),
  z.object({
    kind: z.literal("update"),
    runId,
    status: RunStatus.optional(),
    endTime: z.number().optional(),
    runName: z.string().optional(),
  }),
  z.object({
    kind: z.literal("artifact"),
    runId,
    path: z.string(),
    contentType: z.string().optional(),
    base64: z.string(),
  }),
]);
export type Task = z.output<typeof Task>;

/** How far the tasks are done, and which ids the server has assigned to runs. */
const Progress = z.object({
  kind: z.literal("progress"),
  /** All tasks before this position are done. */
  upTo: z.number(),
  named: z.object({ local: z.string(), runId }).optional(),
});
export type Progress = z.output<typeof Progress>;

const Entry = z.union([Task, Progress]);
export type Entry = z.output<typeof Entry>;

export const encodeEntry = (entry: Entry): string => JSON.stringify(toWire(entry));

export const decodeEntry = (record: string): Entry => {
  const entry = Entry.safeParse(fromWire(JSON.parse(record)));
  if (entry.success) return entry.data;
  throw new MlflowError(
    `cannot read a record of the journal: ${z.prettifyError(entry.error)} (got ${record.slice(0, 100)}); it may be from another version`,
    { errorCode: "INVALID_STATE", cause: entry.error },
  );
};
