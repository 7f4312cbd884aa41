import * as endpoints from "../endpoints/logged-models.ts";
import { type ArtifactFile, type LoggedModel, type LoggedModelStatus, pairs } from "../entities.ts";
import { paginate } from "../paginate.ts";
import { type CallOptions, type Connection, call } from "../request.ts";
import type { ArtifactFiles } from "./artifact-files.ts";

/** A logged model to create. */
export interface NewLoggedModel {
  readonly experimentId: string;
  /** Default: a name that the server chooses. */
  readonly name?: string;
  readonly modelType?: string;
  /** The run that made the model. */
  readonly sourceRunId?: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly tags?: Readonly<Record<string, string>>;
}

/** A search of logged models. */
export interface LoggedModelSearch {
  readonly experimentIds: readonly string[];
  /** Such as `name = 'vae' AND metrics.elbo > -100`. */
  readonly filter?: string;
  /** Only metrics on one of these datasets count for the filter. */
  readonly datasets?: readonly { datasetName: string; datasetDigest?: string }[];
  /** Fields such as `creation_time` or `metrics.elbo`. Default: newest first. */
  readonly orderBy?: readonly {
    fieldName: string;
    /** Default true. */
    ascending?: boolean;
    datasetName?: string;
    datasetDigest?: string;
  }[];
  /** Models per request. Default 100. */
  readonly maxResults?: number;
}

/** Creates, finds and changes logged models, and reads and writes their files. */
export interface LoggedModelsApi {
  /**
   * Creates a model with status PENDING.
   *
   * @throws MlflowError RESOURCE_DOES_NOT_EXIST if there is no such experiment.
   */
  create(model: NewLoggedModel, options?: CallOptions): Promise<LoggedModel>;
  /** @throws MlflowError RESOURCE_DOES_NOT_EXIST if there is no such model. */
  get(modelId: string, options?: CallOptions): Promise<LoggedModel>;
  /**
   * Finds models, page by page as they are read.
   *
   * @throws MlflowError INVALID_PARAMETER_VALUE if the filter or the order is invalid.
   */
  search(query: LoggedModelSearch, options?: CallOptions): AsyncIterable<LoggedModel>;
  /**
   * Sets the status once all files are written or the upload has failed.
   *
   * @throws MlflowError RESOURCE_DOES_NOT_EXIST if there is no such model.
   */
  finalize(
    change: { modelId: string; status: LoggedModelStatus },
    options?: CallOptions,
  ): Promise<LoggedModel>;
  /** @throws MlflowError RESOURCE_DOES_NOT_EXIST if there is no such model. */
  delete(modelId: string, options?: CallOptions): Promise<void>;
  /** @throws MlflowError INVALID_PARAMETER_VALUE if a param already has another value. */
  logParams(
    change: { modelId: string; params: Readonly<Record<string, string>> },
    options?: CallOptions,
  ): Promise<void>;
  /** @throws MlflowError RESOURCE_DOES_NOT_EXIST if there is no such model. */
  setTags(
    change: { modelId: string; tags: Readonly<Record<string, string>> },
    options?: CallOptions,
  ): Promise<void>;
  /** @throws MlflowError RESOURCE_DOES_NOT_EXIST if the model has no such tag. */
  deleteTag(tag: { modelId: string; key: string }, options?: CallOptions): Promise<void>;
  /**
   * The files and folders in a folder of the model's artifacts, by default its root.
   *
   * @throws MlflowError RESOURCE_DOES_NOT_EXIST if there is no such model.
   */
  listArtifacts(
    query: { modelId: string; path?: string },
    options?: CallOptions,
  ): Promise<ArtifactFile[]>;
  /** @throws MlflowError INVALID_PARAMETER_VALUE if the path is not plain and relative. */
  uploadArtifact(
    file: { modelId: string; path: string; body: Uint8Array | string; contentType?: string },
    options?: CallOptions,
  ): Promise<void>;
  /** @throws MlflowError RESOURCE_DOES_NOT_EXIST if there is no such file. */
  downloadArtifact(
    file: { modelId: string; path: string },
    options?: CallOptions,
  ): Promise<Uint8Array>;
}

export const loggedModelsApi = (connection: Connection, files: ArtifactFiles): LoggedModelsApi => {
  const get: LoggedModelsApi["get"] = async (modelId, options) =>
    (await call(connection, endpoints.getLoggedModel, { modelId }, options)).model;

  return {
    get,

    create: async ({ params, tags, ...model }, options) => {
      const request = { ...model, params: pairs(params), tags: pairs(tags) };
      return (await call(connection, endpoints.createLoggedModel, request, options)).model;
    },

    search: ({ experimentIds, datasets, orderBy, ...rest }, options) =>
      paginate(
        async (pageToken) => {
          const request = {
            ...rest,
            experimentIds: [...experimentIds],
            pageToken,
            ...(datasets && { datasets: [...datasets] }),
            ...(orderBy && { orderBy: [...orderBy] }),
          };
          const page = await call(connection, endpoints.searchLoggedModels, request, options);
          return { items: page.models, nextPageToken: page.nextPageToken };
        },
        (model) => model.modelId,
      ),

    finalize: async (change, options) =>
      (await call(connection, endpoints.finalizeLoggedModel, change, options)).model,

    delete: async (modelId, options) => {
      await call(connection, endpoints.deleteLoggedModel, { modelId }, options);
    },

    logParams: async ({ modelId, params }, options) => {
      const request = { modelId, params: pairs(params) };
      await call(connection, endpoints.logLoggedModelParams, request, options);
    },

    setTags: async ({ modelId, tags }, options) => {
      const request = { modelId, tags: pairs(tags) };
      await call(connection, endpoints.setLoggedModelTags, request, options);
    },

    deleteTag: async ({ modelId, key }, options) => {
      await call(connection, endpoints.deleteLoggedModelTag, { modelId, tagKey: key }, options);
    },

    listArtifacts: ({ modelId, path }, options) =>
      files.list((pageToken) =>
        call(
          connection,
          endpoints.listLoggedModelArtifacts,
          { modelId, artifactDirectoryPath: path, pageToken },
          options,
        ),
      ),

    uploadArtifact: async ({ modelId, ...file }, options) =>
      files.upload((await get(modelId, options)).artifactUri, file, options),

    downloadArtifact: ({ modelId, path }, options) => {
      const model = `/ajax-api/2.0/mlflow/logged-models/${encodeURIComponent(modelId)}`;
      const query = new URLSearchParams({ artifact_file_path: path });
      const url = `${connection.baseUrl}${model}/artifacts/files?${query}`;
      return files.download(url, options);
    },
  };
};
