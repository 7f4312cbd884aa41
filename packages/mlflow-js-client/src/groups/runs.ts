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

/** A search of runs. */
export interface RunSearch {
  readonly experimentIds: readonly string[];
  /** Such as ``metrics.`test/elbo` > -120 AND params.seed = '1'``. */
  readonly filter?: string;
  /** Such as ``metrics.`test/elbo` DESC``. Default: newest first. */
  readonly orderBy?: readonly string[];
  /** Default "ACTIVE_ONLY". */
  readonly viewType?: ViewType;
  /** Runs per request, 1 to 50,000. Default 1,000. */
  readonly maxResults?: number;
}

/** A change of a run; absent fields stay as they are. */
export interface RunChange {
  readonly runId: string;
  readonly status?: RunStatus;
  /** Unix time in ms. */
  readonly endTime?: number;
  readonly runName?: string;
}

/** Creates, finds and changes runs, and logs to them. */
export interface RunsApi {
  /**
   * Creates a run. A request whose answer is lost is repeated without making a second run.
   *
   * @throws MlflowError INVALID_PARAMETER_VALUE if a tag breaks a rule or the experiment is deleted,
   * RESOURCE_DOES_NOT_EXIST if there is no such experiment.
   */
  create(run: NewRun, options?: CallOptions): Promise<Run>;
  /** @throws MlflowError RESOURCE_DOES_NOT_EXIST if there is no such run. */
  get(runId: string, options?: CallOptions): Promise<Run>;
  /**
   * Changes status, end time or name of a run.
   *
   * @throws MlflowError RESOURCE_DOES_NOT_EXIST if there is no such run, INVALID_PARAMETER_VALUE if it
   * is deleted.
   */
  update(change: RunChange, options?: CallOptions): Promise<RunInfo>;
  /**
   * Finds runs, page by page as they are read.
   *
   * @throws MlflowError INVALID_PARAMETER_VALUE if the filter or the order is invalid.
   */
  search(query: RunSearch, options?: CallOptions): AsyncIterable<Run>;
  /**
   * Marks a run as deleted; `restore` undoes it.
   *
   * @throws MlflowError RESOURCE_DOES_NOT_EXIST if there is no such run.
   */
  delete(runId: string, options?: CallOptions): Promise<void>;
  /** @throws MlflowError RESOURCE_DOES_NOT_EXIST if there is no such run. */
  restore(runId: string, options?: CallOptions): Promise<void>;
  /** @throws MlflowError INVALID_PARAMETER_VALUE if the key or the value breaks a rule. */
  setTag(tag: { runId: string; key: string; value: string }, options?: CallOptions): Promise<void>;
  /** @throws MlflowError RESOURCE_DOES_NOT_EXIST if the run has no such tag. */
  deleteTag(tag: { runId: string; key: string }, options?: CallOptions): Promise<void>;
  /**
   * Logs any number of points, params and tags in as many requests as MLflow's limits need. All are
   * checked before the first request is sent.
   *
   * @throws MlflowError INVALID_PARAMETER_VALUE if a key or value breaks a rule, or a param already
   * has another value.
   */
  logBatch(log: Log, options?: CallOptions): Promise<void>;
  /**
   * Logs one point. For many points, `logBatch` or a run writer is faster.
   *
   * @throws MlflowError INVALID_PARAMETER_VALUE if the key or the value breaks a rule.
   */
  logMetric(
    point: { runId: string; key: string; value: number; step?: number; timestamp?: number },
    options?: CallOptions,
  ): Promise<void>;
  /** @throws MlflowError INVALID_PARAMETER_VALUE if the param already has another value. */
  logParam(
    param: { runId: string; key: string; value: string },
    options?: CallOptions,
  ): Promise<void>;
  /**
   * Records the datasets and logged models that a run used. A dataset that the run already has, by
   * name and digest, keeps its first tags.
   *
   * @throws MlflowError INVALID_PARAMETER_VALUE if a field is longer than MLflow allows.
   */
  logInputs(
    inputs: {
      runId: string;
      datasets?: readonly { dataset: Dataset; tags?: Record<string, string> }[];
      models?: readonly { modelId: string }[];
    },
    options?: CallOptions,
  ): Promise<void>;
  /**
   * Records the logged models that a run made, each at a step (default 0).
   *
   * @throws MlflowError RESOURCE_DOES_NOT_EXIST if there is no such run.
   */
  logOutputs(
    outputs: { runId: string; models: readonly { modelId: string; step?: number }[] },
    options?: CallOptions,
  ): Promise<void>;
}

export const runsApi = (
  connection: Connection,
  roots: ArtifactRoots,
  newRequestId: () => string,
): RunsApi => ({
  create: async (run, options) => {
    const created = await createRun(connection, run, newRequestId, options);
    roots.learn(created.info);
    return created;
  },

  get: async (runId, options) => (await call(connection, endpoints.getRun, { runId }, options)).run,

  update: async (change, options) =>
    (await call(connection, endpoints.updateRun, change, options)).runInfo,

  search: ({ orderBy, viewType, experimentIds, ...rest }, options) =>
    paginate(
      async (pageToken) => {
        const request = {
          ...rest,
          experimentIds: [...experimentIds],
          runViewType: viewType,
          pageToken,
          ...(orderBy && { orderBy: [...orderBy] }),
        };
        const page = await call(connection, endpoints.searchRuns, request, options);
        return { items: page.runs, nextPageToken: page.nextPageToken };
      },
      (run) => run.info.runId,
    ),

  delete: async (runId, options) => {
    await call(connection, endpoints.deleteRun, { runId }, options);
  },

  restore: async (runId, options) => {
    await call(connection, endpoints.restoreRun, { runId }, options);
  },

  setTag: async ({ runId, key, value }, options) => {
    for (const checked of checkPairs("tag", { [key]: value }, connection.fitting))
      await call(connection, endpoints.setTag, { runId, ...checked }, options);
  },

  deleteTag: async (tag, options) => {
    await call(connection, endpoints.deleteTag, tag, options);
  },

  logBatch: async ({ runId, ...log }, options) => {
    for (const batch of legalBatches(checkLog(log, connection)))
      await call(connection, endpoints.logBatch, { runId, ...batch }, options);
  },

  logMetric: async ({ runId, ...metric }, options) => {
    for (const checked of checkLog({ metrics: [metric] }, connection).metrics)
      await call(connection, endpoints.logMetric, { runId, ...checked }, options);
  },

  logParam: async ({ runId, key, value }, options) => {
    for (const checked of checkPairs("param", { [key]: value }, connection.fitting))
      await call(connection, endpoints.logParam, { runId, ...checked }, options);
  },

  logInputs: async ({ runId, datasets = [], models = [] }, options) => {
    const inputs = datasets.map(({ dataset, tags }) => ({ dataset, tags: pairs(tags) }));
    const request = { runId, datasets: inputs, models: [...models] };
    await call(connection, endpoints.logInputs, request, options);
  },

  logOutputs: async ({ runId, models }, options) => {
    const outputs = models.map(({ modelId, step = 0 }) => ({ modelId, step }));
    await call(connection, endpoints.logOutputs, { runId, models: outputs }, options);
  },
});
