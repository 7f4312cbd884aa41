import { checkArtifactPath, proxiedUrl } from "../artifact-path.ts";
import type { ArtifactFile } from "../entities.ts";
import { type Multipart, uploadInParts } from "../multipart-upload.ts";
import { paginate } from "../paginate.ts";
import { type CallOptions, type Connection, parseJson, send } from "../request.ts";

/** The bytes of a file at a path below an artifact root. */
export interface ArtifactBody {
  readonly path: string;
  readonly body: Uint8Array | string;
  readonly contentType?: string | undefined;
}

/** What runs and logged models share: files below an artifact URI, over the server's artifact routes. */
export const artifactFiles = (connection: Connection, multipart: Multipart) => ({
  list: async (
    fetchPage: (pageToken: string | undefined) => Promise<{
      files: ArtifactFile[];
      nextPageToken?: string | undefined;
    }>,
  ): Promise<ArtifactFile[]> => {
    const files: ArtifactFile[] = [];
    const pages = paginate(
      async (pageToken) => {
        const page = await fetchPage(pageToken);
        return { items: page.files, nextPageToken: page.nextPageToken };
      },
      (file) => file.path,
    );
    for await (const file of pages) files.push(file);
    return files;
  },

  upload: async (
    artifactUri: string,
    file: ArtifactBody,
    options: CallOptions = {},
  ): Promise<void> => {
    checkArtifactPath(file.path);
    const url = proxiedUrl(connection.baseUrl, artifactUri, file.path);
    const body =
      typeof file.body === "string" ? new TextEncoder().encode(file.body) : unshared(file.body);
    if (body.length >= multipart.fromBytes) {
      const target = { artifactUri, path: file.path, body };
      if (await uploadInParts(connection, target, multipart.partBytes, options)) return;
    }
    const headers = { "content-type": file.contentType ?? "application/octet-stream" };
    await send(
      connection,
      { method: "PUT", url, headers, body, resend: "always" },
      options,
      // A login page or a proxy may answer 200 with a page, which does not confirm the upload.
      async (response) => parseJson(await response.text(), new URL(url).pathname, connection),
    );
  },

  download: (url: string, options: CallOptions = {}): Promise<Uint8Array> =>
    send(
      connection,
      { method: "GET", url, resend: "always" },
      options,
      async (response) => new Uint8Array(await response.arrayBuffer()),
    ),

  delete: async (artifactUri: string, path: string, options: CallOptions = {}): Promise<void> => {
    checkArtifactPath(path);
    const url = proxiedUrl(connection.baseUrl, artifactUri, path);
    await send(connection, { method: "DELETE", url, resend: "always" }, options, (response) =>
      response.arrayBuffer(),
    );
  },
});

export type ArtifactFiles = ReturnType<typeof artifactFiles>;

/** A copy of bytes in shared memory, which fetch cannot send. */
const unshared = (bytes: Uint8Array): Uint8Array<ArrayBuffer> =>
  bytes.buffer instanceof ArrayBuffer ? (bytes as Uint8Array<ArrayBuffer>) : new Uint8Array(bytes);
