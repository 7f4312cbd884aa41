import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { Run, RunInfo, RunStatus } from "../entities.ts";
import { limits } from "../limits.ts";
import { atMost, step, timestamp } from "../rules.ts";
import { empty, paging, ViewType } from "./shared.ts";

const runId = z.string();

/** Held against the rules by `checkLog`, which knows the keys; NaN and the infinities are values. */
const MetricPoint = z.object({
  key: z.string(),
  value: z.union([z.number(), z.nan(), z.literal([Infinity, -Infinity])]),
  timestamp,
  step,
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

/** Safe to send twice: the server drops points it has, and equal params and tags change nothing. */
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
    datasets: z.array(
      z.object({
        tags: z.array(Pair).optional(),
        dataset: z.object({
          name: atMost("dataset name", limits.datasetNameLength),
          digest: atMost("dataset digest", limits.datasetDigestLength),
          sourceType: z.string(),
          source: z.string(),
          schema: atMost("dataset schema", limits.datasetSchemaLength).optional(),
          profile: z.string().optional(),
        }),
      }),
    ),
  }),
  response: empty,
});
