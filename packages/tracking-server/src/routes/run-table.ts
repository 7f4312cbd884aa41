import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { type Context, Hono } from "hono";
import type { ExperimentStore } from "../store/experiments.ts";
import type { RunColumns } from "../store/run-columns.ts";
import { list, object, required, text } from "../wire/fields.ts";
import { readRequest } from "../wire/read-request.ts";

const Table = object({ experiment_id: required(text), since: text });
const Metrics = object({
  experiment_id: required(text),
  keys: required(list(text)),
  run_ids: list(text),
});

/** Smaller answers are not worth the work. */
const minCompressed = 2_000;
const compress = promisify(gzip);

const json = async (c: Context, body: string): Promise<Response> => {
  const headers = { "content-type": "application/json", vary: "accept-encoding" };
  const accepts = /\bgzip\b/.test(c.req.header("accept-encoding") ?? "");
  if (!accepts || body.length < minCompressed) return c.body(body, 200, headers);
  const bytes = new Uint8Array(await compress(body, { level: 6 }));
  return c.body(bytes, 200, { ...headers, "content-encoding": "gzip" });
};

/**
 * Tables of runs by column, beside MLflow's API: what a page of a thousand runs shows, without what it
 * does not. A reader that knows a revision gets `{"unchanged": true}` until something changes.
 */
export const runTableRoutes = (experiments: ExperimentStore, columns: RunColumns): Hono =>
  new Hono()
    .get("/run-table", async (c) => {
      const { experiment_id, since } = await readRequest(c, Table);
      const id = Number(experiments.get(experiment_id).experiment_id);
      if (since !== undefined && since === columns.revision(id)) return c.json({ unchanged: true });
      return json(c, columns.table(id));
    })
    .post("/run-metrics", async (c) => {
      const { experiment_id, keys, run_ids } = await readRequest(c, Metrics);
      const id = Number(experiments.get(experiment_id).experiment_id);
      return json(c, columns.metrics(id, keys, run_ids));
    });
