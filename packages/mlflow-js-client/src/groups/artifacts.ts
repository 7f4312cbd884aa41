import { checkArtifactPath, proxiedUrl } from "../artifact-path.ts";
import * as endpoints from "../endpoints/artifacts.ts";
import type { ArtifactFile } from "../entities.ts";
import { type Multipart, uploadInParts } from "../multipart.ts";
import { paginate } from "../paginate.ts";
import { type CallOptions, type Connection, call, parseJson, send } from "../request.ts";
import type { ArtifactRoots } from "./artifact-roots.ts";

export const artifacts = (connection: Connection, roots: ArtifactRoots, multipart: Multipart) => {
  const url = ({ runId, path }: { runId: string; path: string }): string =>
    `${connection.baseUrl}/get-artifact?${new URLSearchParams({ path, run_id: runId })}`;

  return {
    /** What is in a folder of the run's artifacts: its root unless a path is given. */
    list: async (
      query: { runId: string; path?: string },
      options?: CallOptions,
    ): Promise<ArtifactFile[]> => {
      const files: ArtifactFile[] = [];
      const pages = paginate(
        async (pageToken) => {
          const page = await call(
            connection,
            endpoints.listArtifacts,
            { ...query, pageToken },
            options,
          );
          return { items: page.files, nextPageToken: page.nextPageToken };
        },
        (file) => file.path,
      );
      for await (const file of pages) files.push(file);
      return files;
    },

    /** Writes a file, replacing one of the same path; a large one in parts, if the server can. */
    upload: async (
      file: { runId: string; path: string; body: Uint8Array | string; contentType?: string },
      options: CallOptions = {},
    ): Promise<void> => {
      checkArtifactPath(file.path);
      const artifactUri = await roots.of(file.runId, options);
      const url = proxiedUrl(connection.baseUrl, artifactUri, file.path);
      const body =
        typeof file.body === "string" ? new TextEncoder().encode(file.body) : plain(file.body);
      if (body.length >= multipart.fromBytes) {
        const target = { artifactUri, path: file.path, body };
        if (await uploadInParts(connection, target, multipart.partBytes, options)) return;
      }
      await send(
        connection,
        {
          method: "PUT",
          url,
          headers: { "content-type": file.contentType ?? "application/octet-stream" },
          body,
          resend: "always",
        },
        options,
        // A page with status 200, as a login or a proxy answers, is no receipt.
        async (response) => parseJson(await response.text(), new URL(url).pathname, connection),
      );
    },

    download: (
      file: { runId: string; path: string },
      options: CallOptions = {},
    ): Promise<Uint8Array> =>
      send(
        connection,
        { method: "GET", url: url(file), resend: "always" },
        options,
        async (response) => new Uint8Array(await response.arrayBuffer()),
      ),

    /** Deletes a file, or a folder with all it holds. */
    delete: async (
      file: { runId: string; path: string },
      options: CallOptions = {},
    ): Promise<void> => {
      checkArtifactPath(file.path);
      const root = await roots.of(file.runId, options);
      await send(
        connection,
        {
          method: "DELETE",
          url: proxiedUrl(connection.baseUrl, root, file.path),
          resend: "always",
        },
        options,
        (response) => response.arrayBuffer(),
      );
    },

    /** An address for `<img src>`; holds no credentials. */
    url,
  };
};

/** Memory that is shared between threads cannot be sent. */
const plain = (bytes: Uint8Array): Uint8Array<ArrayBuffer> =>
  bytes.buffer instanceof ArrayBuffer ? (bytes as Uint8Array<ArrayBuffer>) : new Uint8Array(bytes);
