import { Hono } from "hono";
import { viewTypes } from "../store/entities.ts";
import type { ExperimentStore } from "../store/experiments.ts";
import type { RunStore } from "../store/runs.ts";
import { list, object, oneOf, pair, required, text, whole } from "../wire/fields.ts";
import { offsetOf, pageToken } from "../wire/page-token.ts";
import { readRequest } from "../wire/read-request.ts";
import { checkedTag, checkMaxResults } from "../wire/validate.ts";

const Create = object({
  experiment_id: text,
  user_id: text,
  run_name: text,
  start_time: whole,
  tags: list(pair),
});
const RunId = object({ run_id: required(text) });
const statuses = ["RUNNING", "SCHEDULED", "FINISHED", "FAILED", "KILLED"] as const;
const Update = object({
  run_id: required(text),
  status: oneOf(...statuses),
  end_time: whole,
  run_name: text,
});
const Search = object({
  experiment_ids: list(text),
  filter: text,
  run_view_type: oneOf("ACTIVE_ONLY", "DELETED_ONLY", "ALL"),
  max_results: whole,
  order_by: list(text),
  page_token: text,
});
const DeleteTag = object({ run_id: required(text), key: required(text) });

const usualMaxResults = 1_000;

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
      const limit = query.max_results ?? usualMaxResults;
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
