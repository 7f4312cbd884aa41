import { Hono } from "hono";
import { viewTypes } from "../store/entities.ts";
import type { ExperimentStore } from "../store/experiments.ts";
import { checkArtifactLocation } from "../wire/artifact-location.ts";
import { list, object, pair, required, text, whole } from "../wire/fields.ts";
import { offsetOf, pageToken } from "../wire/page-token.ts";
import { readRequest } from "../wire/read-request.ts";
import { checkExperimentName, checkedExperimentTag, checkMaxResults } from "../wire/validate.ts";
import { orderBy, viewType } from "./search-fields.ts";

const Id = object({ experiment_id: required(text) });
const ByName = object({ experiment_name: required(text) });
const Create = object({ name: required(text), artifact_location: text, tags: list(pair) });
const Update = object({ experiment_id: required(text), new_name: required(text) });
const SetTag = object({ experiment_id: required(text), key: required(text), value: text });
const DeleteTag = object({ experiment_id: required(text), key: required(text) });
const Search = object({
  filter: text,
  order_by: orderBy,
  max_results: whole,
  page_token: text,
  view_type: viewType,
});

export const experimentRoutes = (store: ExperimentStore): Hono =>
  new Hono()
    .post("/create", async (c) => {
      const { name, artifact_location, tags = [] } = await readRequest(c, Create);
      checkExperimentName(name);
      if (artifact_location) checkArtifactLocation(artifact_location);
      const id = store.create(name, artifact_location, tags.map(checkedExperimentTag));
      return c.json({ experiment_id: id });
    })
    .get("/get", async (c) => {
      const { experiment_id } = await readRequest(c, Id);
      return c.json({ experiment: store.get(experiment_id) });
    })
    .get("/get-by-name", async (c) => {
      const { experiment_name } = await readRequest(c, ByName);
      return c.json({ experiment: store.byName(experiment_name) });
    })
    .on(["GET", "POST"], "/search", async (c) => {
      const query = await readRequest(c, Search);
      // As in MLflow, an absent number is 0, which is refused.
      const limit = query.max_results ?? 0;
      checkMaxResults(limit);
      const offset = offsetOf(query.page_token);
      const found = store.search({
        filter: query.filter ?? "",
        orderBy: query.order_by ?? [],
        stages: viewTypes[query.view_type ?? "ACTIVE_ONLY"],
        limit,
        offset,
      });
      return c.json({
        experiments: found.slice(0, limit),
        ...(found.length > limit && { next_page_token: pageToken(offset + limit) }),
      });
    })
    .post("/update", async (c) => {
      const { experiment_id, new_name } = await readRequest(c, Update);
      checkExperimentName(new_name);
      store.rename(experiment_id, new_name);
      return c.json({});
    })
    .post("/delete", async (c) => {
      store.delete((await readRequest(c, Id)).experiment_id);
      return c.json({});
    })
    .post("/restore", async (c) => {
      store.restore((await readRequest(c, Id)).experiment_id);
      return c.json({});
    })
    .post("/set-experiment-tag", async (c) => {
      const { experiment_id, key, value = "" } = await readRequest(c, SetTag);
      store.setTag(experiment_id, checkedExperimentTag({ key, value }));
      return c.json({});
    })
    .post("/delete-experiment-tag", async (c) => {
      const { experiment_id, key } = await readRequest(c, DeleteTag);
      store.deleteTag(experiment_id, key);
      return c.json({});
    });
