import type { z } from "zod";
import type { MetricColumns, StudyTable } from "./run-source.ts";
import { columnsFrom, RunMetrics, RunTable, tableFrom } from "./run-table.ts";

/** The server has no tables by column: it is not the embedded server. */
export class NoTables extends Error {
  override readonly name = "NoTables";
}

type Fetch = typeof globalThis.fetch;

const ask = async <Schema extends z.ZodType>(
  fetch: Fetch,
  url: string,
  schema: Schema,
  init: RequestInit,
): Promise<z.output<Schema> | "unchanged"> => {
  const response = await fetch(url, init);
  if ([404, 405, 501].includes(response.status) && !(await isOurs(response)))
    throw new NoTables(`${response.status} for ${url}`);
  if (!response.ok)
    throw new Error(`the server answered ${response.status}: ${await response.text()}`);
  const body: unknown = await response.json();
  if (typeof body === "object" && body !== null && "unchanged" in body) return "unchanged";
  return schema.parse(body);
};

/** Whether the experiment is missing rather than the endpoint. */
const isOurs = async (response: Response): Promise<boolean> =>
  (await response.clone().text()).includes("RESOURCE_DOES_NOT_EXIST");

interface MetricsQuery {
  readonly keys: readonly string[];
  /** Ids of the runs. Default: all. */
  readonly ids?: readonly string[] | undefined;
}

/** Tables by column from the embedded server. Both functions throw `NoTables` for other servers. */
export const embeddedTables = (
  trackingUri: string,
  // In a browser, fetch must not be called as a method of another object.
  fetch: Fetch = (input, init) => globalThis.fetch(input, init),
) => {
  const base = `${trackingUri}/ajax-api/2.0/vae-lab`;
  const options = (signal: AbortSignal | undefined) => (signal === undefined ? {} : { signal });
  return {
    table: async (
      experimentId: string,
      before: StudyTable | undefined,
      signal: AbortSignal | undefined,
    ): Promise<StudyTable> => {
      const query = new URLSearchParams({
        experiment_id: experimentId,
        ...(before?.revision !== undefined && { since: before.revision }),
      });
      const answer = await ask(fetch, `${base}/run-table?${query}`, RunTable, options(signal));
      if (answer !== "unchanged") return tableFrom(experimentId, answer);
      if (before === undefined) throw new Error("the server said unchanged to a first question");
      return before;
    },
    metrics: async (
      table: StudyTable,
      { keys, ids }: MetricsQuery,
      signal: AbortSignal | undefined,
    ): Promise<MetricColumns> => {
      const answer = await ask(fetch, `${base}/run-metrics`, RunMetrics, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({
          experiment_id: table.experimentId,
          keys,
          ...(ids !== undefined && { run_ids: ids }),
        }),
        ...options(signal),
      });
      return answer === "unchanged" ? new Map() : columnsFrom(table.runs, answer);
    },
  };
};
