import { z } from "zod";
import { proxiedUrl } from "./artifact-path.ts";
import { MlflowError } from "./errors.ts";
import { type CallOptions, type Connection, parseJson, send } from "./request.ts";

/** Sizes of uploads in parts, in bytes. */
export interface Multipart {
  /** Size from which a body is sent in parts, if the server can. Default 500 MB, as in MLflow. */
  readonly fromBytes: number;
  /** Size of a part. Default 10 MB, as in MLflow; object stores need at least 5 MB. */
  readonly partBytes: number;
}

export const multipartDefaults: Multipart = { fromBytes: 500_000_000, partBytes: 10_485_760 };

/** This answer is not converted by the codec, because its header names are no fields. */
const Created = z.object({
  upload_id: z.string().nullish(),
  credentials: z.array(
    z.object({
      url: z.string(),
      part_number: z.number(),
      headers: z.record(z.string(), z.string()).nullish(),
    }),
  ),
});

/** One post to `/mlflow-artifacts/mpu/<step>/<folder>`. */
type Post = (step: string, body: object, options: CallOptions) => Promise<string>;

/**
 * Uploads a body to the object store behind the server, in parts, to URLs that the server signs.
 * Returns false, with nothing written, if the server has no such store. A failed upload is aborted.
 *
 * @throws MlflowError if the store or the server refuses a part or cannot be reached.
 */
export const uploadInParts = async (
  connection: Connection,
  target: { artifactUri: string; path: string; body: Uint8Array<ArrayBuffer> },
  partBytes: number,
  options: CallOptions,
): Promise<boolean> => {
  const { artifactUri, path, body } = target;
  const name = path.split("/").at(-1) ?? path;
  const file = proxiedUrl(connection.baseUrl, artifactUri, path);
  const folder = file.slice(0, file.lastIndexOf("/"));
  const [base, below, ...more] = folder.split("/mlflow-artifacts/artifacts");
  if (below === undefined || more.length > 0) return false;
  const post: Post = (step, fields, call) =>
    send(
      connection,
      {
        method: "POST",
        url: `${base}/mlflow-artifacts/mpu/${step}${below}`,
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ path: name, ...fields }),
        resend: "if-refused",
      },
      call,
      (response) => response.text(),
    );

  const count = Math.ceil(body.length / partBytes);
  const begun = await begin(connection, post, count, options);
  if (!begun) return false;
  const { upload_id, credentials } = begun;
  try {
    const parts = [];
    for (const { url, part_number, headers } of credentials) {
      const part = body.subarray((part_number - 1) * partBytes, part_number * partBytes);
      const etag = await putPart(connection, { url, part, headers: headers ?? {} }, options);
      parts.push({ part_number, etag, url });
    }
    await post("complete", { upload_id, parts }, options);
    return true;
  } catch (error) {
    // The store keeps the parts of an unfinished upload, and charges for them, until it is aborted.
    await post("abort", { upload_id }, {}).catch(() => undefined);
    throw error;
  }
};

const begin = async (
  connection: Connection,
  post: Post,
  count: number,
  options: CallOptions,
): Promise<z.output<typeof Created> | undefined> => {
  try {
    const answer = await post("create", { num_parts: count }, options);
    const created = Created.safeParse(parseJson(answer, "mpu/create", connection));
    if (created.success && created.data.credentials.length === count) return created.data;
    throw new MlflowError(`the server did not return ${count} URLs for ${count} parts`, {
      errorCode: "INVALID_RESPONSE",
      cause: created.error,
    });
  } catch (error) {
    // 501: the server's store takes no parts; 404: the server is older than multipart uploads.
    if (MlflowError.isInstance(error) && (error.status === 501 || error.status === 404))
      return undefined;
    throw error;
  }
};

/** Sends a part and returns the store's tag for it. */
const putPart = (
  connection: Connection,
  {
    url,
    part,
    headers,
  }: { url: string; part: Uint8Array<ArrayBuffer>; headers: Record<string, string> },
  options: CallOptions,
): Promise<string> =>
  send(
    connection,
    { method: "PUT", url, headers, body: part, resend: "always" },
    options,
    async (response) => {
      await response.arrayBuffer();
      return response.headers.get("etag") ?? "";
    },
  );
