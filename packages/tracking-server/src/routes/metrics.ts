import { Hono } from "hono";
import { limits } from "mlflow-js-client/limits";
import { invalid } from "../api-error.ts";
import type { HistoryStore, Steps } from "../store/histories.ts";
import { list, object, required, text, whole } from "../wire/fields.ts";
import { offsetOf, pageToken } from "../wire/page-token.ts";
import { readRequest } from "../wire/read-request.ts";

const History = object({
  run_id: required(text),
  metric_key: required(text),
  max_results: whole,
  page_token: text,
});
const Interval = object({
  run_ids: required(list(text)),
  metric_key: required(text),
  start_step: whole,
  end_step: whole,
  max_results: whole,
});

const Bulk = object({ run_id: list(text), metric_key: text, max_results: whole });

const { pointsPerBulkHistory, pointsPerRunOfHistory, runsPerHistoryRequest } = limits;
/** A LIMIT that includes all rows. */
const unlimited = Number.MAX_SAFE_INTEGER - 1;

export const metricRoutes = (store: HistoryStore): Hono =>
  new Hono()
    .get("/get-history", async (c) => {
      const query = await readRequest(c, History);
      if (query.max_results !== undefined && query.max_results < 1)
        throw invalid(
          `Invalid value ${query.max_results} for parameter 'max_results' supplied. It must be a positive integer.`,
        );
      const limit = query.max_results ?? unlimited;
      const offset = offsetOf(query.page_token);
      const points = store.history(query.run_id, query.metric_key, limit, offset);
      return c.json({
        metrics: points.slice(0, limit),
        ...(points.length > limit && { next_page_token: pageToken(offset + limit) }),
      });
    })
    .get("/get-history-bulk", async (c) => {
      const { run_id: runIds = [], metric_key: key, max_results } = await readRequest(c, Bulk);
      if (runIds.length === 0)
        throw invalid("GetMetricHistoryBulk request must specify at least one run_id.");
      if (runIds.length > runsPerHistoryRequest)
        throw invalid(
          `GetMetricHistoryBulk request cannot specify more than ${runsPerHistoryRequest} run_ids. Received ${runIds.length} run_ids.`,
        );
      if (key === undefined)
        throw invalid("GetMetricHistoryBulk request must specify a metric_key.");
      const max = Math.min(max_results ?? pointsPerBulkHistory, pointsPerBulkHistory);
      const metrics: unknown[] = [];
      for (const run_id of runIds.toSorted()) {
        const left = max - metrics.length;
        if (left <= 0) break;
        for (const metric of store.history(run_id, key, left, 0).slice(0, left))
          metrics.push({ ...metric, run_id });
      }
      return c.json({ metrics });
    })
    .get("/get-history-bulk-interval", async (c) => {
      const query = await readRequest(c, Interval);
      if (query.run_ids.length > runsPerHistoryRequest)
        throw invalid(
          `GetMetricHistoryBulkInterval request must specify at most ${runsPerHistoryRequest} run_ids. Received ${query.run_ids.length} run_ids.`,
        );
      const limit = query.max_results ?? pointsPerRunOfHistory;
      if (limit < 1 || limit > pointsPerRunOfHistory)
        throw invalid(`max_results must be between 1 and ${pointsPerRunOfHistory}.`);
      const steps = stepsOf(query.start_step, query.end_step);
      return c.json({
        metrics: query.run_ids.flatMap((runId) =>
          store.sampled(runId, query.metric_key, limit, steps),
        ),
      });
    });

const stepsOf = (start: number | undefined, end: number | undefined): Steps | undefined => {
  if (start === undefined && end === undefined) return undefined;
  if (start === undefined || end === undefined)
    throw invalid("If either start step or end step are specified, both must be specified.");
  if (start > end)
    throw invalid(
      `end_step must be greater than start_step. Found start_step=${start} and end_step=${end}.`,
    );
  return { start, end };
};
