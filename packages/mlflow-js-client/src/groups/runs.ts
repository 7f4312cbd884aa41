import { z } from "zod";
import { legalBatches } from "../batches.ts";
import { createRun, type NewRun } from "../create-run.ts";
import * as endpoints from "../endpoints/runs.ts";
import {
  type Dataset,
  type Metric,
  pairs,
  type Run,
  type RunInfo,
  type RunStatus,
  type ViewType,
} from "../entities.ts";
import { invalid } from "../errors.ts";
import { paginate } from "../paginate.ts";
import { type CallOptions, type Connection, call } from "../request.ts";

export interface RunSearch {
  readonly experimentIds: readonly string[];
  /** Such as ``metrics.`test/elbo` > -120 AND params.seed = '1'``. */
  readonly filter?: string;
  /** Such as ``metrics.`test/elbo` DESC``. Default: newest first. */
  readonly orderBy?: readonly string[];
  readonly viewType?: ViewType;
  /** Per page. */
  readonly maxResults?: number;
}

export interface Log {
  readonly runId: string;
  /** Step 0 and the current time unless given. */
  readonly metrics?: readonly {
    key: string;
    value: number;
    step?: number;
    timestamp?: number;
  }[];
  /** A param has one value for good: logging another is refused by the server. */
  readonly params?: Readonly<Record<string, string>>;
  readonly tags?: Readonly<Record<string, string>>;
}

export const runs = (connection: Connection, newRequestId: () => string) => ({
  create: (run: NewRun, options?: CallOptions): Promise<Run> =>
    createRun(connection, run, newRequestId(), options),

  get: async (runId: string, options?: CallOptions): Promise<Run> =>
    (await call(connection, endpoints.getRun, { runId }, options)).run,

  update: async (
    change: { runId: string; status?: RunStatus; endTime?: number; runName?: string },
    options?: CallOptions,
  ): Promise<RunInfo> => (await call(connection, endpoints.updateRun, change, options)).runInfo,

  search: (query: RunSearch, options?: CallOptions): AsyncIterable<Run> =>
    paginate(
      async (pageToken) => {
        const { orderBy, viewType, experimentIds, ...rest } = query;
        const page = await call(
          connection,
          endpoints.searchRuns,
          {
            ...rest,
            experimentIds: [...experimentIds],
            runViewType: viewType,
            pageToken,
            ...(orderBy && { orderBy: [...orderBy] }),
          },
          options,
        );
        return { items: page.runs, nextPageToken: page.nextPageToken };
      },
      (run) => run.info.runId,
    ),

  /** Marks it deleted; `restore` undoes that. */
  delete: async (runId: string, options?: CallOptions): Promise<void> => {
    await call(connection, endpoints.deleteRun, { runId }, options);
  },

  restore: async (runId: string, options?: CallOptions): Promise<void> => {
    await call(connection, endpoints.restoreRun, { runId }, options);
  },

  setTag: async (
    tag: { runId: string; key: string; value: string },
    options?: CallOptions,
  ): Promise<void> => {
    await call(connection, endpoints.setTag, tag, options);
  },

  deleteTag: async (tag: { runId: string; key: string }, options?: CallOptions): Promise<void> => {
    await call(connection, endpoints.deleteTag, tag, options);
  },

  /**
   * Logs any number of points, params and tags, in as many requests as MLflow's limits need. All of
   * them are checked before the first is sent.
   */
  logBatch: async (log: Log, options?: CallOptions): Promise<void> => {
    const all = {
      runId: log.runId,
      metrics: (log.metrics ?? []).map(
        (metric): Metric => ({
          key: metric.key,
          value: metric.value,
          timestamp: metric.timestamp ?? connection.now(),
          step: metric.step ?? 0,
        }),
      ),
      params: pairs(log.params) ?? [],
      tags: pairs(log.tags) ?? [],
    };
    const checked = endpoints.logBatch.request.safeParse(all);
    if (!checked.success) throw invalid(z.prettifyError(checked.error), checked.error);
    for (const batch of legalBatches(all))
      await call(connection, endpoints.logBatch, { runId: log.runId, ...batch }, options);
  },

  /** Records which data a run used. */
  logInputs: async (
    inputs: {
      runId: string;
      datasets: readonly { dataset: Dataset; tags?: Record<string, string> }[];
    },
    options?: CallOptions,
  ): Promise<void> => {
    const datasets = inputs.datasets.map(({ dataset, tags }) => ({ dataset, tags: pairs(tags) }));
    await call(connection, endpoints.logInputs, { runId: inputs.runId, datasets }, options);
  },
});
