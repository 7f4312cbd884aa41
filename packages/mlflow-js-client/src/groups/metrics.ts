import * as endpoints from "../endpoints/metrics.ts";
import type { Metric, RunMetric } from "../entities.ts";
import { limits } from "../limits.ts";
import { paginate } from "../paginate.ts";
import { type CallOptions, type Connection, call } from "../request.ts";

export const metrics = (connection: Connection) => ({
  /** Every point of one metric of one run, ordered by time. */
  history: (
    query: { runId: string; key: string; maxResults?: number },
    options?: CallOptions,
  ): AsyncIterable<Metric> =>
    paginate(
      async (pageToken) => {
        const { runId, key: metricKey, maxResults } = query;
        const page = await call(
          connection,
          endpoints.getHistory,
          { runId, metricKey, maxResults, pageToken },
          options,
        );
        return { items: page.metrics, nextPageToken: page.nextPageToken };
      },
      ({ step, timestamp, value }) => `${step} ${timestamp} ${value}`,
    ),

  /**
   * One metric of many runs, ordered by step, thinned by the server to `maxResults` points a run
   * (at most 2,500, the default) with the first and the last kept. Both steps or neither.
   */
  historyOfRuns: async (
    query: {
      runIds: readonly string[];
      key: string;
      startStep?: number;
      endStep?: number;
      maxResults?: number;
    },
    options?: CallOptions,
  ): Promise<RunMetric[]> => {
    const { runIds, key: metricKey, ...rest } = query;
    const points: RunMetric[][] = [];
    for (let at = 0; at < runIds.length; at += limits.runsPerHistoryRequest) {
      const some = runIds.slice(at, at + limits.runsPerHistoryRequest);
      const request = { ...rest, runIds: some, metricKey };
      points.push((await call(connection, endpoints.getHistoryOfRuns, request, options)).metrics);
    }
    return points.flat();
  },
});
