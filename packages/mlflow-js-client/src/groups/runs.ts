import { createRun, type NewRun } from "../create-run.ts";
import * as endpoints from "../endpoints/runs.ts";
import {
  type Dataset,
  pairs,
  type Run,
  type RunInfo,
  type RunStatus,
  type ViewType,
} from "../entities.ts";
import { legalBatches } from "../logging/batches.ts";
import { checkLog, checkPairs, type Log } from "../logging/check-log.ts";
import { paginate } from "../paginate.ts";
import { type CallOptions, type Connection, call } from "../request.ts";
import type { ArtifactRoots } from "./artifact-roots.ts";

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

export const runs = (connection: Connection, roots: ArtifactRoots, newRequestId: () => string) => ({
  create: async (run: NewRun, options?: CallOptions): Promise<Run> => {
    const created = await createRun(connection, run, newRequestId, options);
    roots.learn(created.info);
    return created;
  },

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
    const { runId, key, value } = tag;
    for (const checked of checkPairs("tag", { [key]: value }, connection.fitting))
      await call(connection, endpoints.setTag, { runId, ...checked }, options);
  },

  deleteTag: async (tag: { runId: string; key: string }, options?: CallOptions): Promise<void> => {
    await call(connection, endpoints.deleteTag, tag, options);
  },

  /**
   * Logs any number of points, params and tags, in as many requests as MLflow's limits need. All of
   * them are checked before the first is sent.
   */
  logBatch: async (log: Log, options?: CallOptions): Promise<void> => {
    const { runId } = log;
    for (const batch of legalBatches(checkLog(log, connection)))
      await call(connection, endpoints.logBatch, { runId, ...batch }, options);
  },

  /** One point; many are quicker by `logBatch` or a writer. */
  logMetric: async (
    point: { runId: string; key: string; value: number; step?: number; timestamp?: number },
    options?: CallOptions,
  ): Promise<void> => {
    const { runId, ...metric } = point;
    for (const checked of checkLog({ metrics: [metric] }, connection).metrics)
      await call(connection, endpoints.logMetric, { runId, ...checked }, options);
  },

  logParam: async (
    param: { runId: string; key: string; value: string },
    options?: CallOptions,
  ): Promise<void> => {
    const { runId, key, value } = param;
    for (const checked of checkPairs("param", { [key]: value }, connection.fitting))
      await call(connection, endpoints.logParam, { runId, ...checked }, options);
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
