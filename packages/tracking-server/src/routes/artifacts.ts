import type { ReadableStream } from "node:stream/web";
import { type Context, Hono } from "hono";
import { ApiError, invalid } from "../api-error.ts";
import type { ArtifactStore, StoredFile } from "../artifacts/artifact-store.ts";
import { safePath } from "../artifacts/safe-path.ts";
import { serveFile } from "../artifacts/serve-file.ts";
import type { RunStore } from "../store/runs.ts";
import { object, required, text } from "../wire/fields.ts";
import { readRequest } from "../wire/read-request.ts";

const List = object({ run_id: required(text), path: text });
const Get = object({ run_id: required(text), path: required(text) });
const ListProxied = object({ path: text });

/** The run's own folder among the artifacts that this server keeps. */
export const rootParts = (artifactUri: string): string[] => {
  const match = /^mlflow-artifacts:\/(?!\/)(.*)$/.exec(artifactUri);
  if (!match)
    throw new ApiError(
      "NOT_IMPLEMENTED",
      `artifacts at '${artifactUri}' are not kept by this server, which knows mlflow-artifacts:/ only`,
    );
  return safePath(match[1] ?? "");
};

/** As protobuf has it, an empty list is no field at all. */
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

/** `/mlflow/artifacts/…`: by run. */
export const runArtifactRoutes = (runs: RunStore, store: ArtifactStore): Hono =>
  new Hono().get("/list", async (c) => {
    const { run_id, path = "" } = await readRequest(c, List);
    const uri = runs.row(run_id).artifact_uri;
    const parts = safePath(path);
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
  const parts = safePath(path);
  const root = rootParts(runs.row(run_id).artifact_uri);
  return serveFile(await store.find([...root, ...parts]), c.req.raw);
};

const mostUploadBytes = 10 * 1024 * 1024;

/** `/ajax-api/2.0/mlflow/upload-artifact?run_uuid=…&path=…`: how MLflow's own page sends a file. */
export const uploadArtifact = async (
  c: Context,
  runs: RunStore,
  store: ArtifactStore,
): Promise<Response> => {
  const { run_uuid: runId, path } = c.req.query();
  if (!runId) throw invalid("Request must specify run_uuid.");
  if (!path) throw invalid("Request must specify path.");
  const parts = safePath(path);
  const tooLarge = "Artifact size is too large. Max size is 10MB.";
  if (Number(c.req.header("content-length") ?? 0) > mostUploadBytes) throw invalid(tooLarge);
  const body = new Blob([await c.req.raw.arrayBuffer()]);
  if (body.size > mostUploadBytes) throw invalid(tooLarge);
  if (body.size === 0) throw invalid("Request must specify data.");
  const root = rootParts(runs.row(runId).artifact_uri);
  await store.write([...root, ...parts], body.stream() as ReadableStream, body.size);
  return c.body(null, 200);
};

/** `/mlflow-artifacts/…`: by path below the artifacts folder. */
export const proxiedArtifactRoutes = (store: ArtifactStore): Hono => {
  const parts = (c: Context): string[] => {
    const { pathname } = new URL(c.req.url);
    return safePath(pathname.slice(pathname.indexOf(marker) + marker.length));
  };
  return new Hono()
    .get("/artifacts", async (c) => {
      const { path = "" } = await readRequest(c, ListProxied);
      const files = await store.list(safePath(path));
      return c.json(wireFiles(files, (name) => name));
    })
    .get("/artifacts/*", async (c) => serveFile(await store.find(parts(c)), c.req.raw))
    .put("/artifacts/*", async (c) => {
      const length = c.req.header("content-length");
      await store.write(
        parts(c),
        c.req.raw.body as ReadableStream | null,
        length === undefined ? undefined : Number(length),
      );
      return c.json({});
    })
    .delete("/artifacts/*", async (c) => {
      await store.remove(parts(c));
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
