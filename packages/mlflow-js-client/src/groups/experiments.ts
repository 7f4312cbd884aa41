import * as endpoints from "../endpoints/experiments.ts";
import { type Experiment, pairs, type ViewType } from "../entities.ts";
import { MlflowError } from "../errors.ts";
import { paginate } from "../paginate.ts";
import { type CallOptions, type Connection, call } from "../request.ts";

/** A search of experiments. */
export interface ExperimentSearch {
  /** Such as `name LIKE 'kl-%' AND tags.team = 'vision'`. */
  readonly filter?: string;
  /** Such as `creation_time DESC`. Default: newest first. */
  readonly orderBy?: readonly string[];
  /** Default "ACTIVE_ONLY". */
  readonly viewType?: ViewType;
  /** Experiments per request, 1 to 50,000. Default 1,000. */
  readonly maxResults?: number;
}

/** Creates, finds and changes experiments. */
export interface ExperimentsApi {
  /**
   * Creates an experiment and returns its id.
   *
   * @throws MlflowError RESOURCE_ALREADY_EXISTS if an experiment has the name, also a deleted one;
   * INVALID_PARAMETER_VALUE if the name, a tag or the location breaks a rule.
   */
  create(
    experiment: { name: string; artifactLocation?: string; tags?: Record<string, string> },
    options?: CallOptions,
  ): Promise<string>;
  /** @throws MlflowError RESOURCE_DOES_NOT_EXIST if there is no such experiment. */
  get(experimentId: string, options?: CallOptions): Promise<Experiment>;
  /**
   * Finds an experiment by name, also a deleted one; undefined if no experiment has the name.
   *
   * @throws MlflowError if the server cannot be reached or refuses the request.
   */
  getByName(name: string, options?: CallOptions): Promise<Experiment | undefined>;
  /**
   * Finds experiments, page by page as they are read.
   *
   * @throws MlflowError INVALID_PARAMETER_VALUE if the filter or the order is invalid.
   */
  search(query?: ExperimentSearch, options?: CallOptions): AsyncIterable<Experiment>;
  /**
   * Renames an active experiment.
   *
   * @throws MlflowError RESOURCE_ALREADY_EXISTS if the name is taken, INVALID_STATE if the experiment
   * is deleted.
   */
  update(change: { experimentId: string; name: string }, options?: CallOptions): Promise<void>;
  /**
   * Marks an experiment and its runs as deleted; `restore` undoes it.
   *
   * @throws MlflowError RESOURCE_DOES_NOT_EXIST if there is no such active experiment.
   */
  delete(experimentId: string, options?: CallOptions): Promise<void>;
  /** @throws MlflowError RESOURCE_DOES_NOT_EXIST if there is no such deleted experiment. */
  restore(experimentId: string, options?: CallOptions): Promise<void>;
  /** @throws MlflowError INVALID_PARAMETER_VALUE if the key or the value breaks a rule. */
  setTag(
    tag: { experimentId: string; key: string; value: string },
    options?: CallOptions,
  ): Promise<void>;
  /** @throws MlflowError RESOURCE_DOES_NOT_EXIST if the experiment has no such tag. */
  deleteTag(tag: { experimentId: string; key: string }, options?: CallOptions): Promise<void>;
}

export const experimentsApi = (connection: Connection): ExperimentsApi => ({
  create: async ({ name, artifactLocation, tags }, options) => {
    const request = { name, artifactLocation, tags: pairs(tags) };
    return (await call(connection, endpoints.createExperiment, request, options)).experimentId;
  },

  get: async (experimentId, options) =>
    (await call(connection, endpoints.getExperiment, { experimentId }, options)).experiment,

  getByName: async (experimentName, options) => {
    const query = { experimentName };
    try {
      return (await call(connection, endpoints.getExperimentByName, query, options)).experiment;
    } catch (error) {
      if (MlflowError.isInstance(error) && error.errorCode === "RESOURCE_DOES_NOT_EXIST")
        return undefined;
      throw error;
    }
  },

  search: (query = {}, options) =>
    paginate(
      async (pageToken) => {
        const { orderBy, ...rest } = query;
        const request = { ...rest, pageToken, ...(orderBy && { orderBy: [...orderBy] }) };
        const page = await call(connection, endpoints.searchExperiments, request, options);
        return { items: page.experiments, nextPageToken: page.nextPageToken };
      },
      (experiment) => experiment.experimentId,
    ),

  update: async ({ experimentId, name: newName }, options) => {
    await call(connection, endpoints.updateExperiment, { experimentId, newName }, options);
  },

  delete: async (experimentId, options) => {
    await call(connection, endpoints.deleteExperiment, { experimentId }, options);
  },

  restore: async (experimentId, options) => {
    await call(connection, endpoints.restoreExperiment, { experimentId }, options);
  },

  setTag: async (tag, options) => {
    await call(connection, endpoints.setExperimentTag, tag, options);
  },

  deleteTag: async (tag, options) => {
    await call(connection, endpoints.deleteExperimentTag, tag, options);
  },
});
