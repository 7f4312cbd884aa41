import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { Run, RunInfo, RunStatus } from "../entities.ts";
import { limits } from "../limits.ts";
import { atMost, step, timestamp } from "../rules.ts";
import { empty, paging, ViewType } from "./shared.ts";

const runId = z.string();

/** `checkLog` checks the rules, because it knows the keys. NaN and infinities are values. */
const MetricPoint = z.object({
  key: z.string(),
  value: z.union([z.number(), z.nan(), z.literal([Infinity, -Infinity])]),
  timestamp,
  step,
  modelId: z.string().optional(),
  datasetName: z.string().optional(),
  datasetDigest: z.string().optional(),
});
const Pair = z.object({ key: z.string(), value: z.string() });

export const createRun = endpoint("POST", "runs/create", {
  request: z.object({
    experimentId: z.string(),
    userId: z.string().optional(),
    runName: z.string().optional(),
    startTime: timestamp,
    tags: z.array(Pair).optional(),
  }),
  response: z.object({ run: Run }),
  resend: "if-refused",
});

export const getRun = endpoint("GET", "runs/get", {
  request: z.object({ runId }),
  response: z.object({ run: Run }),
});

export const updateRun = endpoint("POST", "runs/update", {
  request: z.object({
    runId,
    status: RunStatus.optional(),
    endTime: timestamp.optional(),
    runName: z.string().optional(),
  }),
  response: z.object({ runInfo: RunInfo }),
});

export const searchRuns = endpoint("POST", "runs/search", {
  request: z.object({ experimentIds: z.array(z.string()), ...paging, runViewType: ViewType }),
  response: z.object({ runs: z.array(Run).default([]), nextPageToken: z.string().optional() }),
});

export const deleteRun = endpoint("POST", "runs/delete", {
  request: z.object({ runId }),
  response: empty,
});

export const restoreRun = endpoint("POST", "runs/restore", {
  request: z.object({ runId }),
  response: empty,
});

export const logMetric = endpoint("POST", "runs/log-metric", {
  request: MetricPoint.extend({ runId }),
  response: empty,
});

export const logParam = endpoint("POST", "runs/log-parameter", {
  request: Pair.extend({ runId }),
  response: empty,
});

export const setTag = endpoint("POST", "runs/set-tag", {
  request: Pair.extend({ runId }),
  response: empty,
});

export const deleteTag = endpoint("POST", "runs/delete-tag", {
  request: z.object({ runId, key: z.string() }),
  response: empty,
  resend: "if-refused",
});

/** Sending twice changes nothing: the server drops points it has, and params and tags are equal. */
export const logBatch = endpoint("POST", "runs/log-batch", {
  request: z.object({
    runId,
    metrics: z.array(MetricPoint),
    params: z.array(Pair),
    tags: z.array(Pair),
  }),
  response: empty,
});

export const logInputs = endpoint("POST", "runs/log-inputs", {
  request: z.object({
    runId,
    models: z.array(z.object({ modelId: z.string() })).optional(),
    datasets: z.array(
      z.object({
        tags: z.array(Pair).optional(),
        dataset: z.object({
          name: atMost("dataset name", limits.datasetNameLength),
          digest: atMost("dataset digest", limits.datasetDigestLength),
          sourceType: z.string(),
          source: atMost("dataset source", limits.datasetSourceLength),
          schema: atMost("dataset schema", limits.datasetSchemaLength).optional(),
          profile: atMost("dataset profile", limits.datasetProfileLength).optional(),
        }),
      }),
    ),
  }),
  response: empty,
});

export const logOutputs = endpoint("POST", "runs/outputs", {
  request: z.object({
    runId,
    models: z.array(z.object({ modelId: z.string(), step })),
  }),
  response: empty,
});
