import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { Run, RunInfo, RunStatus } from "../entities.ts";
import { limits } from "../limits.ts";
import { atMost, Key, step, timestamp } from "../rules.ts";
import { empty, paging, Tag, Tags, ViewType } from "./shared.ts";

const runId = z.string();

const MetricPoint = z.object({
  key: Key("metric"),
  /** NaN and the infinities are values. */
  value: z.union([z.number(), z.nan(), z.literal([Infinity, -Infinity])]),
  timestamp: timestamp.min(0, { error: (i) => `a timestamp must be ≥ 0, got ${String(i.input)}` }),
  step,
});
const Param = z.object({
  key: Key("param"),
  value: atMost("param", limits.paramLength),
});

export const createRun = endpoint("POST", "runs/create", {
  request: z.object({
    experimentId: z.string(),
    userId: z.string().optional(),
    runName: z.string().optional(),
    startTime: timestamp,
    tags: Tags,
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

export const setTag = endpoint("POST", "runs/set-tag", {
  request: Tag.extend({ runId }),
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
    params: z.array(Param),
    tags: z.array(Tag),
  }),
  response: empty,
});

export const logInputs = endpoint("POST", "runs/log-inputs", {
  request: z.object({
    runId,
    datasets: z.array(
      z.object({
        tags: z.array(z.object({ key: z.string(), value: z.string() })).optional(),
        dataset: z.object({
          name: z.string(),
          digest: z.string(),
          sourceType: z.string(),
          source: z.string(),
          schema: z.string().optional(),
          profile: z.string().optional(),
        }),
      }),
    ),
  }),
  response: empty,
});
