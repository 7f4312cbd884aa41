import * as endpoints from "../endpoints/experiments.ts";
import { type Experiment, pairs, type ViewType } from "../entities.ts";
import { MlflowError } from "../errors.ts";
import { paginate } from "../paginate.ts";
import { type CallOptions, type Connection, call } from "../request.ts";

export interface ExperimentSearch {
  /** Such as `name LIKE 'kl-%' AND tags.team = 'vision'`. */
  readonly filter?: string;
  /** Such as `creation_time DESC`. */
  readonly orderBy?: readonly string[];
  readonly viewType?: ViewType;
  /** Per page. */
  readonly maxResults?: number;
}

export const experiments = (connection: Connection) => ({
  /** The new experiment's id. RESOURCE_ALREADY_EXISTS if the name is taken, also by a deleted one. */
  create: async (
    experiment: { name: string; artifactLocation?: string; tags?: Record<string, string> },
    options?: CallOptions,
  ): Promise<string> =>
    (
      await call(
        connection,
        endpoints.createExperiment,
        { ...experiment, tags: pairs(experiment.tags) },
        options,
      )
    ).experimentId,

  get: async (experimentId: string, options?: CallOptions): Promise<Experiment> =>
    (await call(connection, endpoints.getExperiment, { experimentId }, options)).experiment,

  /** Undefined if no experiment has the name; deleted ones are found too. */
  getByName: async (name: string, options?: CallOptions): Promise<Experiment | undefined> => {
    try {
      const query = { experimentName: name };
      return (await call(connection, endpoints.getExperimentByName, query, options)).experiment;
    } catch (error) {
      if (MlflowError.isInstance(error) && error.errorCode === "RESOURCE_DOES_NOT_EXIST")
        return undefined;
      throw error;
    }
  },

  search: (query: ExperimentSearch = {}, options?: CallOptions): AsyncIterable<Experiment> =>
    paginate(
      async (pageToken) => {
        const { orderBy, ...rest } = query;
        const page = await call(
          connection,
          endpoints.searchExperiments,
          { ...rest, pageToken, ...(orderBy && { orderBy: [...orderBy] }) },
          options,
        );
        return { items: page.experiments, nextPageToken: page.nextPageToken };
      },
      (experiment) => experiment.experimentId,
    ),

  update: async (
    change: { experimentId: string; name: string },
    options?: CallOptions,
  ): Promise<void> => {
    const { experimentId, name: newName } = change;
    await call(connection, endpoints.updateExperiment, { experimentId, newName }, options);
  },

  /** Marks it and its runs deleted; `restore` undoes that. */
  delete: async (experimentId: string, options?: CallOptions): Promise<void> => {
    await call(connection, endpoints.deleteExperiment, { experimentId }, options);
  },

  restore: async (experimentId: string, options?: CallOptions): Promise<void> => {
    await call(connection, endpoints.restoreExperiment, { experimentId }, options);
  },

  setTag: async (
    tag: { experimentId: string; key: string; value: string },
    options?: CallOptions,
  ): Promise<void> => {
    await call(connection, endpoints.setExperimentTag, tag, options);
  },

  deleteTag: async (
    tag: { experimentId: string; key: string },
    options?: CallOptions,
  ): Promise<void> => {
    await call(connection, endpoints.deleteExperimentTag, tag, options);
  },
});
