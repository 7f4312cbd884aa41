import * as endpoints from "../endpoints/artifacts.ts";
import type { ArtifactFile } from "../entities.ts";
import { type CallOptions, type Connection, call } from "../request.ts";
import type { ArtifactFiles } from "./artifact-files.ts";
import type { ArtifactRoots } from "./artifact-roots.ts";

/** Lists, writes and reads the files of runs. */
export interface ArtifactsApi {
  /**
   * The files and folders in a folder of the run's artifacts, by default its root; empty where there
   * is no such folder.
   *
   * @throws MlflowError RESOURCE_DOES_NOT_EXIST if there is no such run.
   */
  list(query: { runId: string; path?: string }, options?: CallOptions): Promise<ArtifactFile[]>;
  /**
   * Writes a file and replaces an earlier one. A large file is sent in parts if the server can.
   *
   * @throws MlflowError INVALID_PARAMETER_VALUE if the path is not plain and relative,
   * NOT_IMPLEMENTED if the server does not serve the run's artifacts.
   */
  upload(
    file: { runId: string; path: string; body: Uint8Array | string; contentType?: string },
    options?: CallOptions,
  ): Promise<void>;
  /** @throws MlflowError RESOURCE_DOES_NOT_EXIST if there is no such file. */
  download(file: { runId: string; path: string }, options?: CallOptions): Promise<Uint8Array>;
  /**
   * Deletes a file, or a folder with everything in it. A path without a file is no error.
   *
   * @throws MlflowError INVALID_PARAMETER_VALUE if the path is not plain and relative.
   */
  delete(file: { runId: string; path: string }, options?: CallOptions): Promise<void>;
  /** The URL of a file, such as for `<img src>`. It contains no credentials. */
  url(file: { runId: string; path: string }): string;
}

export const artifactsApi = (
  connection: Connection,
  roots: ArtifactRoots,
  files: ArtifactFiles,
): ArtifactsApi => {
  const url: ArtifactsApi["url"] = ({ runId, path }) =>
    `${connection.baseUrl}/get-artifact?${new URLSearchParams({ path, run_id: runId })}`;

  return {
    list: (query, options) =>
      files.list((pageToken) =>
        call(connection, endpoints.listArtifacts, { ...query, pageToken }, options),
      ),
    upload: async ({ runId, ...file }, options) =>
      files.upload(await roots.of(runId, options), file, options),
    download: (file, options) => files.download(url(file), options),
    delete: async ({ runId, path }, options) =>
      files.delete(await roots.of(runId, options), path, options),
    url,
  };
};
