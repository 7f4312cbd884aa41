import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { Metric, RunMetric } from "../entities.ts";
import { limits } from "../limits.ts";
import { step } from "../rules.ts";

/** Without max_results some versions answer no points and a token that leads nowhere. */
export const getHistory = endpoint("GET", "metrics/get-history", {
  request: z.object({
    runId: z.string(),
    metricKey: z.string(),
    maxResults: z.int().min(1).default(limits.historyPageSize),
    pageToken: z.string().optional(),
  }),
  response: z.object({
    metrics: z.array(Metric).default([]),
    nextPageToken: z.string().optional(),
  }),
});

export const getHistoryOfRuns = endpoint("GET", "metrics/get-history-bulk-interval", {
  request: z.object({
    runIds: z.array(z.string()).max(limits.runsPerHistoryRequest),
    metricKey: z.string(),
    startStep: step.optional(),
    endStep: step.optional(),
    maxResults: z
      .int()
      .min(1)
      .max(limits.pointsPerRunOfHistory)
      .default(limits.pointsPerRunOfHistory),
  }),
  response: z.object({ metrics: z.array(RunMetric).default([]) }),
});
