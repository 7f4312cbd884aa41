import { z } from "zod";
import type { MetricColumns, MetricValue, RunRecord, StudyTable } from "./run-source.ts";

// Responses of the embedded server's endpoints for tables by column.

const Places = z.array(z.number()).optional();
const TextColumn = z.object({ key: z.string(), runs: Places, values: z.array(z.string()) });
/** NaN, infinities and the largest doubles are texts. */
const texts = /^(NaN|-?Infinity|-?1\.797\d*e\+308)$/;
const Double = z.union([z.number(), z.string().regex(texts).transform(Number)]);

export const RunTable = z.object({
  revision: z.string(),
  runs: z.array(
    z.tuple([
      z.string(),
      z.string(),
      z.enum(["RUNNING", "SCHEDULED", "FINISHED", "FAILED", "KILLED"]),
      z.number(),
      z.number().nullable(),
      z.number().nullable(),
    ]),
  ),
  params: z.array(TextColumn),
  tags: z.array(TextColumn),
  metrics: z.array(z.string()),
});

export const RunMetrics = z.object({
  revision: z.string(),
  metrics: z.array(
    z.object({
      key: z.string(),
      runs: Places,
      values: z.array(Double),
      steps: z.union([z.number(), z.array(z.number())]),
    }),
  ),
});

/** Converts columns to one map per run. */
const mapsOf = (columns: z.infer<typeof TextColumn>[], count: number): Map<string, string>[] => {
  const maps = Array.from({ length: count }, () => new Map<string, string>());
  for (const { key, runs, values } of columns)
    for (const [index, value] of values.entries()) maps[runs?.[index] ?? index]?.set(key, value);
  return maps;
};

/** The runs of a table, without metrics: these are loaded by column. */
export const tableFrom = (experimentId: string, table: z.infer<typeof RunTable>): StudyTable => {
  const params = mapsOf(table.params, table.runs.length);
  const tags = mapsOf(table.tags, table.runs.length);
  return {
    experimentId,
    revision: table.revision,
    metricKeys: table.metrics,
    hasMetrics: false,
    runs: table.runs.map(
      ([id, name, status, startTime, endTime, seen], index): RunRecord => ({
        ...{ id, name, experimentId, status, startTime },
        ...(endTime !== null && { endTime }),
        params: params[index] ?? new Map(),
        tags: tags[index] ?? new Map(),
        metrics: new Map(),
        lastSeen: seen ?? endTime ?? startTime,
      }),
    ),
  };
};

/** Converts columns of metrics to maps by run. */
export const columnsFrom = (
  runs: readonly RunRecord[],
  { metrics }: z.infer<typeof RunMetrics>,
): MetricColumns => {
  const byRun = new Map<string, Map<string, MetricValue>>();
  for (const { key, runs: places, values, steps } of metrics)
    for (const [index, value] of values.entries()) {
      const id = runs[places?.[index] ?? index]?.id;
      if (id === undefined) continue;
      const step = typeof steps === "number" ? steps : (steps[index] ?? 0);
      const own = byRun.get(id);
      if (own === undefined) byRun.set(id, new Map([[key, { value, step }]]));
      else own.set(key, { value, step });
    }
  return byRun;
};
