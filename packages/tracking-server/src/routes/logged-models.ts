import { Hono } from "hono";
import type { ArtifactStore } from "../artifacts/artifact-store.ts";
import { safePath } from "../artifacts/safe-path.ts";
import { serveFile } from "../artifacts/serve-file.ts";
import type { ExperimentStore } from "../store/experiments.ts";
import type { ModelStore } from "../store/logged-models.ts";
import { type Field, list, object, oneOf, pair, required, text, whole } from "../wire/fields.ts";
import { offsetOf, pageToken } from "../wire/page-token.ts";
import { readRequest } from "../wire/read-request.ts";
import { checkMaxResults } from "../wire/validate.ts";
import { rootParts, wireFiles } from "./artifacts.ts";

const statuses = [
  "LOGGED_MODEL_STATUS_UNSPECIFIED",
  "LOGGED_MODEL_PENDING",
  "LOGGED_MODEL_READY",
  "LOGGED_MODEL_UPLOAD_FAILED",
] as const;
/** An enum comes as its name or, from older clients, as its number. */
const status: Field<string> = (value, name) =>
  oneOf(...statuses)(typeof value === "number" ? statuses[value] : value, name);
const truth: Field<boolean> = (value) => value !== false && value !== "false";

const Create = object({
  experiment_id: required(text),
  name: text,
  model_type: text,
  source_run_id: text,
  params: list(pair),
  tags: list(pair),
});
const Finalize = object({ status: required(status) });
const Params = object({ params: list(pair) });
const Tags = object({ tags: list(pair) });
const Search = object({
  experiment_ids: required(list(text)),
  filter: text,
  max_results: whole,
  order_by: list(object({ field_name: required(text), ascending: truth })),
  page_token: text,
});
const Directory = object({ artifact_directory_path: text });
const File = object({ artifact_file_path: required(text) });

const usualMaxResults = 100;

export const modelRoutes = (
  experiments: ExperimentStore,
  models: ModelStore,
  artifacts: ArtifactStore,
): Hono =>
  new Hono()
    .post("/", async (c) => {
      const request = await readRequest(c, Create);
      const model = models.create(experiments.active(request.experiment_id), {
        name: request.name ?? "",
        type: request.model_type ?? "",
        sourceRunId: request.source_run_id ?? "",
        params: request.params ?? [],
        tags: request.tags ?? [],
      });
      return c.json({ model });
    })
    .post("/search", async (c) => {
      const query = await readRequest(c, Search);
      const limit = query.max_results || usualMaxResults;
      checkMaxResults(limit);
      const offset = offsetOf(query.page_token);
      const found = models.search({
        experimentIds: query.experiment_ids,
        filter: query.filter ?? "",
        orderBy: (query.order_by ?? []).map(({ field_name: field, ascending = true }) => ({
          field,
          ascending,
        })),
        limit,
        offset,
      });
      return c.json({
        ...(found.length > 0 && { models: found.slice(0, limit) }),
        ...(found.length > limit && { next_page_token: pageToken(offset + limit) }),
      });
    })
    .get("/:model", (c) => c.json({ model: models.get(c.req.param("model")) }))
    .patch("/:model", async (c) => {
      const request = await readRequest(c, Finalize);
      return c.json({ model: models.finalize(c.req.param("model"), request.status) });
    })
    .delete("/:model", (c) => {
      models.delete(c.req.param("model"));
      return c.json({});
    })
    .post("/:model/params", async (c) => {
      models.logParams(c.req.param("model"), (await readRequest(c, Params)).params ?? []);
      return c.json({});
    })
    .patch("/:model/tags", async (c) => {
      models.setTags(c.req.param("model"), (await readRequest(c, Tags)).tags ?? []);
      return c.json({});
    })
    .delete("/:model/tags/:key", (c) => {
      models.deleteTag(c.req.param("model"), c.req.param("key"));
      return c.json({});
    })
    .get("/:model/artifacts/directories", async (c) => {
      const { artifact_directory_path: path = "" } = await readRequest(c, Directory);
      const uri = models.artifactUri(c.req.param("model"));
      const parts = safePath(path);
      const files = await artifacts.list([...rootParts(uri), ...parts]);
      return c.json({
        root_uri: uri,
        ...wireFiles(files, (name) => [...parts, name].join("/")),
      });
    })
    .get("/:model/artifacts/files", async (c) => {
      const { artifact_file_path: path } = await readRequest(c, File);
      const root = rootParts(models.artifactUri(c.req.param("model")));
      return serveFile(await artifacts.find([...root, ...safePath(path)]), c.req.raw);
    });
