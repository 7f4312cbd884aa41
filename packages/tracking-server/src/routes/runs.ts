import { Hono } from "hono";
import { limits } from "mlflow-js-client/limits";
import { viewTypes } from "../store/entities.ts";
import type { ExperimentStore } from "../store/experiments.ts";
import type { RunStore } from "../store/runs.ts";
import { enumOf, list, milliseconds, object, pair, required, text, whole } from "../wire/fields.ts";
import { offsetOf, pageToken } from "../wire/page-token.ts";
import { readRequest } from "../wire/read-request.ts";
import { checkedTag, checkMaxResults } from "../wire/validate.ts";
import { orderBy, viewType } from "./search-fields.ts";

const Create = object({
  experiment_id: text,
  user_id: text,
  run_name: text,
  start_time: milliseconds,
  tags: list(pair),
});
const RunId = object({ run_id: required(text) });
const Update = object({
  run_id: required(text),
  status: enumOf({ RUNNING: 1, SCHEDULED: 2, FINISHED: 3, FAILED: 4, KILLED: 5 }),
  end_time: milliseconds,
  run_name: text,
});
const Search = object({
  experiment_ids: list(text),
  filter: text,
  run_view_type: viewType,
  max_results: whole,
  order_by: orderBy,
  page_token: text,
});
const DeleteTag = object({ run_id: required(text), key: required(text) });

export const runRoutes = (experiments: ExperimentStore, runs: RunStore): Hono =>
  new Hono()
    .post("/create", async (c) => {
      const request = await readRequest(c, Create);
      const experiment = experiments.active(request.experiment_id || "0");
      const run = runs.create(experiment, {
        name: request.run_name ?? "",
        userId: request.user_id ?? "",
        startTime: request.start_time ?? 0,
        tags: (request.tags ?? []).map((tag, index) => checkedTag(tag, `tags[${index}].`)),
      });
      return c.json({ run });
    })
    .get("/get", async (c) => c.json({ run: runs.get((await readRequest(c, RunId)).run_id) }))
    .post("/update", async (c) => {
      const { run_id, status, end_time, run_name } = await readRequest(c, Update);
      const change = { status, endTime: end_time, runName: run_name };
      return c.json({ run_info: runs.update(run_id, change) });
    })
    .post("/search", async (c) => {
      const query = await readRequest(c, Search);
      const limit = query.max_results ?? limits.searchPageSize;
      checkMaxResults(limit);
      const offset = offsetOf(query.page_token);
      const found = runs.search({
        experimentIds: query.experiment_ids ?? [],
        filter: query.filter ?? "",
        orderBy: query.order_by ?? [],
        stages: viewTypes[query.run_view_type ?? "ACTIVE_ONLY"],
        limit,
        offset,
      });
      const next = found.hasMore
        ? `,"next_page_token":${JSON.stringify(pageToken(offset + limit))}`
        : "";
      return c.body(`{"runs":[${found.runs.join(",")}]${next}}`, 200, {
        "content-type": "application/json",
      });
    })
    .post("/delete", async (c) => {
      runs.delete((await readRequest(c, RunId)).run_id);
      return c.json({});
    })
    .post("/restore", async (c) => {
      runs.restore((await readRequest(c, RunId)).run_id);
      return c.json({});
    })
    .post("/delete-tag", async (c) => {
      const { run_id, key } = await readRequest(c, DeleteTag);
      runs.deleteTag(run_id, key);
      return c.json({});
    });
