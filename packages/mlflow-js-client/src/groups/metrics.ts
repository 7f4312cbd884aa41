import * as endpoints from "../endpoints/metrics.ts";
import type { Metric, RunMetric } from "../entities.ts";
import { limits } from "../limits.ts";
import { paginate } from "../paginate.ts";
import { type CallOptions, type Connection, call } from "../request.ts";

/** Reads histories of metrics. */
export interface MetricsApi {
  /**
   * Every point of one metric of one run, ordered by time; empty if the run lacks the metric.
   * `maxResults` is the number of points per request (default 25,000).
   *
   * @throws MlflowError if the server cannot be reached or refuses the request.
   */
  history(
    query: { runId: string; key: string; maxResults?: number },
    options?: CallOptions,
  ): AsyncIterable<Metric>;
  /**
   * One metric of any number of runs, ordered by step. The server samples at most `maxResults` points
   * per run (1 to 2,500, the default), among them the first and the last. Pass both steps or neither.
   *
   * @throws MlflowError INVALID_PARAMETER_VALUE if only one step is given or they are in wrong order.
   */
  historyOfRuns(
    query: {
      runIds: readonly string[];
      key: string;
      startStep?: number;
      endStep?: number;
      maxResults?: number;
    },
    options?: CallOptions,
  ): Promise<RunMetric[]>;
}

export const metricsApi = (connection: Connection): MetricsApi => ({
  history: ({ runId, key: metricKey, maxResults }, options) =>
    paginate(
      async (pageToken) => {
        const request = { runId, metricKey, maxResults, pageToken };
        const page = await call(connection, endpoints.getHistory, request, options);
        return { items: page.metrics, nextPageToken: page.nextPageToken };
      },
      ({ step, timestamp, value }) => `${step} ${timestamp} ${value}`,
    ),

  historyOfRuns: async ({ runIds, key: metricKey, ...rest }, options) => {
    const points: RunMetric[][] = [];
    for (let at = 0; at < runIds.length; at += limits.runsPerHistoryRequest) {
      const some = runIds.slice(at, at + limits.runsPerHistoryRequest);
      const request = { ...rest, runIds: some, metricKey };
      points.push((await call(connection, endpoints.getHistoryOfRuns, request, options)).metrics);
    }
    return points.flat();
  },
});
