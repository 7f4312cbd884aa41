import { type Context, Hono } from "hono";
import { limits } from "mlflow-js-client/limits";
import { artifactParts } from "../artifacts/artifact-parts.ts";
import type { ArtifactStore } from "../artifacts/artifact-store.ts";
import { serveFile } from "../artifacts/serve-file.ts";
import type { ExperimentStore } from "../store/experiments.ts";
import type { ModelStore } from "../store/logged-models.ts";
import { enumOf, type Field, list, object, pair, required, text, whole } from "../wire/fields.ts";
import { offsetOf, pageToken } from "../wire/page-token.ts";
import { readRequest } from "../wire/read-request.ts";
import { checkMaxResults } from "../wire/validate.ts";
import { rootParts, wireFiles } from "./artifacts.ts";
import { maxOrderClauses } from "./search-fields.ts";

const status = enumOf({
  LOGGED_MODEL_STATUS_UNSPECIFIED: 0,
  LOGGED_MODEL_PENDING: 1,
  LOGGED_MODEL_READY: 2,
  LOGGED_MODEL_UPLOAD_FAILED: 3,
});
const truth: Field<boolean> = (value) => value !== false && value !== "false";

/** Every dataset is a condition on each metric of a model. */
const maxDatasets = 50;

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
  datasets: list(object({ dataset_name: required(text), dataset_digest: text }), maxDatasets),
  order_by: list(
    object({
      field_name: required(text),
      ascending: truth,
      dataset_name: text,
      dataset_digest: text,
    }),
    maxOrderClauses,
  ),
  page_token: text,
});
const Directory = object({ artifact_directory_path: text });
const File = object({ artifact_file_path: required(text) });

const modelIdOf = (c: Context): string => text(c.req.param("model"), "model_id");

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
      const limit = query.max_results || limits.modelsPerPage;
      checkMaxResults(limit);
      const offset = offsetOf(query.page_token);
      const found = models.search({
        experimentIds: query.experiment_ids,
        filter: query.filter ?? "",
        datasets: query.datasets ?? [],
        orderBy: (query.order_by ?? []).map(({ field_name: field, ascending = true, ...rest }) => ({
          field,
          ascending,
          ...rest,
        })),
        limit,
        offset,
      });
      return c.json({
        ...(found.length > 0 && { models: found.slice(0, limit) }),
        ...(found.length > limit && { next_page_token: pageToken(offset + limit) }),
      });
    })
    .get("/:model", (c) => c.json({ model: models.get(modelIdOf(c)) }))
    .patch("/:model", async (c) => {
      const request = await readRequest(c, Finalize);
      return c.json({ model: models.finalize(modelIdOf(c), request.status) });
    })
    .delete("/:model", (c) => {
      models.delete(modelIdOf(c));
      return c.json({});
    })
    .post("/:model/params", async (c) => {
      models.logParams(modelIdOf(c), (await readRequest(c, Params)).params ?? []);
      return c.json({});
    })
    .patch("/:model/tags", async (c) => {
      models.setTags(modelIdOf(c), (await readRequest(c, Tags)).tags ?? []);
      return c.json({});
    })
    .delete("/:model/tags/:key", (c) => {
      models.deleteTag(modelIdOf(c), text(c.req.param("key"), "tag_key"));
      return c.json({});
    })
    .get("/:model/artifacts/directories", async (c) => {
      const { artifact_directory_path: path = "" } = await readRequest(c, Directory);
      const uri = models.artifactUri(modelIdOf(c));
      const parts = artifactParts(path);
      const files = await artifacts.list([...rootParts(uri), ...parts]);
      return c.json({
        root_uri: uri,
        ...wireFiles(files, (name) => [...parts, name].join("/")),
      });
    })
    .get("/:model/artifacts/files", async (c) => {
      const { artifact_file_path: path } = await readRequest(c, File);
      const root = rootParts(models.artifactUri(modelIdOf(c)));
      return serveFile(await artifacts.find([...root, ...artifactParts(path)]), c.req.raw);
    });
