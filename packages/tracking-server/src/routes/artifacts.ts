import { type ReadableStream, TransformStream } from "node:stream/web";
import { type Context, Hono } from "hono";
import { limits } from "mlflow-js-client/limits";
import { ApiError, invalid } from "../api-error.ts";
import { artifactParts, percentDecoded } from "../artifacts/artifact-parts.ts";
import type { ArtifactStore, StoredFile } from "../artifacts/artifact-store.ts";
import { serveFile } from "../artifacts/serve-file.ts";
import type { RunStore } from "../store/runs.ts";
import { object, required, text } from "../wire/fields.ts";
import { readRequest } from "../wire/read-request.ts";

const List = object({ run_id: required(text), path: text });
const Get = object({ run_id: required(text), path: required(text) });
const ListProxied = object({ path: text });

/** The folder of a run or a model among the artifacts of this server. */
export const rootParts = (artifactUri: string): string[] => {
  const match = /^mlflow-artifacts:\/(?!\/)(.*)$/s.exec(artifactUri);
  if (!match)
    throw new ApiError(
      "NOT_IMPLEMENTED",
      `Cannot reach artifacts at '${artifactUri}': this server stores those at mlflow-artifacts:/ only.`,
    );
  return artifactParts(match[1] ?? "");
};

/** Files as the API lists them; protobuf omits an empty list. */
export const wireFiles = (files: readonly StoredFile[], pathOf: (name: string) => string) =>
  files.length === 0
    ? {}
    : {
        files: files.map(({ name, isDir, size }) => ({
          path: pathOf(name),
          is_dir: isDir,
          ...(!isDir && { file_size: size }),
        })),
      };

/** `/mlflow/artifacts/…`, by run. */
export const runArtifactRoutes = (runs: RunStore, store: ArtifactStore): Hono =>
  new Hono().get("/list", async (c) => {
    const { run_id, path = "" } = await readRequest(c, List);
    const uri = runs.row(run_id).artifact_uri;
    const parts = artifactParts(path);
    const files = await store.list([...rootParts(uri), ...parts]);
    return c.json({
      root_uri: uri,
      ...wireFiles(files, (name) => [...parts, name].join("/")),
    });
  });

/** `/get-artifact?run_id=…&path=…` */
export const getArtifact = async (
  c: Context,
  runs: RunStore,
  store: ArtifactStore,
): Promise<Response> => {
  const { run_id, path } = await readRequest(c, Get);
  const parts = artifactParts(path);
  const root = rootParts(runs.row(run_id).artifact_uri);
  return serveFile(await store.find([...root, ...parts]), c.req.raw);
};

/** `/ajax-api/2.0/mlflow/upload-artifact?run_uuid=…&path=…`, the upload of MLflow's own page. */
export const uploadArtifact = async (
  c: Context,
  runs: RunStore,
  store: ArtifactStore,
): Promise<Response> => {
  const { run_uuid: runId, path } = c.req.query();
  if (!runId) throw invalid("Request must specify run_uuid.");
  if (!path) throw invalid("Request must specify path.");
  const parts = [...rootParts(runs.active(runId).artifact_uri), ...artifactParts(path)];
  const body = c.req.raw.body as ReadableStream | null;
  const length = lengthOf(c);
  if (body === null || length === 0) throw invalid("Request must specify data.");
  if (length !== undefined && length > limits.pageUploadBytes)
    throw invalid("Artifact size is too large. Max size is 10MB.");
  await store.write(parts, body.pipeThrough(nonEmpty()), length, limits.pageUploadBytes);
  return c.body(null, 200);
};

/** Passes a body on, and refuses one that ends without a byte. */
const nonEmpty = () => {
  let isEmpty = true;
  return new TransformStream<Uint8Array, Uint8Array>({
    transform: (chunk, controller) => {
      isEmpty &&= chunk.length === 0;
      controller.enqueue(chunk);
    },
    flush: () => {
      if (isEmpty) throw invalid("Request must specify data.");
    },
  });
};

const lengthOf = (c: Context): number | undefined => {
  const length = c.req.header("content-length");
  return length === undefined ? undefined : Number(length);
};

/** `/mlflow-artifacts/…`, by path below the artifacts folder. */
export const proxiedArtifactRoutes = (store: ArtifactStore): Hono => {
  const partsOf = (c: Context): string[] => {
    const { pathname } = new URL(c.req.url);
    const at = pathname.indexOf(marker) + marker.length;
    return artifactParts(percentDecoded(pathname.slice(at)));
  };
  /** The path of a file to write or delete; without one, the request concerns the root. */
  const targetOf = (c: Context): string[] => {
    const parts = new URL(c.req.url).pathname.includes(marker) ? partsOf(c) : [];
    if (parts.length > 0) return parts;
    throw new ApiError(
      "METHOD_NOT_ALLOWED",
      `${c.req.method} needs the path of an artifact after ${marker}`,
    );
  };
  return new Hono()
    .get("/artifacts", async (c) => {
      const { path = "" } = await readRequest(c, ListProxied);
      const files = await store.list(artifactParts(path));
      return c.json(wireFiles(files, (name) => name));
    })
    .get("/artifacts/*", async (c) => serveFile(await store.find(partsOf(c)), c.req.raw))
    .put("/artifacts/*", async (c) => {
      const target = targetOf(c);
      if (c.req.path.endsWith("/"))
        throw invalid("Artifact path must include a filename (cannot end with '/').");
      await store.write(target, c.req.raw.body as ReadableStream | null, lengthOf(c));
      return c.json({});
    })
    .delete("/artifacts/*", async (c) => {
      await store.remove(targetOf(c));
      return c.json({});
    })
    .post("/mpu/*", () => {
      throw new ApiError(
        "NOT_IMPLEMENTED",
        "Multipart upload is not supported for the current artifact repository",
      );
    });
};

const marker = "/mlflow-artifacts/artifacts/";
