import type { DataTable } from "../components/data-table.ts";
import type { RunRecord } from "../sources/run-source.ts";
import { summaryOf } from "../study/metric-summary.ts";
import { sortValue } from "../study/order.ts";
import { isValidTime } from "../study/progress.ts";
import { type RunGroup, sharedValue } from "../study/run-groups.ts";
import type { Column } from "./columns.tsx";

/** The runs of the table for a CSV file. */
export const tableOfRuns = (runs: readonly RunRecord[], columns: readonly Column[]): DataTable => ({
  columns: ["run", "id", "status", ...columns.map(({ key }) => key)],
  rows: runs.map((run) => [
    run.name,
    run.id,
    run.status,
    ...columns.map(({ key }) =>
      key === "started" && isValidTime(run.startTime)
        ? new Date(run.startTime).toISOString()
        : sortValue(run, key),
    ),
  ]),
});

const finite = (value: number | undefined): number | undefined =>
  value !== undefined && Number.isFinite(value) ? value : undefined;

/** The groups of the table for a CSV file: a mean with its spread for each metric. */
export const tableOfGroups = (
  groups: readonly RunGroup[],
  columns: readonly Column[],
): DataTable => ({
  columns: [
    ...["group", "runs"],
    ...columns.flatMap(({ key, kind }) =>
      kind === "metric"
        ? ["n", "mean", "low", "high", "sd", "min", "max"].map((part) => `${key} ${part}`)
        : [key],
    ),
  ],
  rows: groups.map(({ label, runs }) => [
    ...[label, runs.length],
    ...columns.flatMap(({ key, kind }) => {
      if (kind !== "metric") return [sharedValue(runs, key)];
      const { n, mean, interval, sd, min, max } = summaryOf(runs, key);
      return [n, ...[mean, ...(interval ?? [undefined, undefined]), sd, min, max].map(finite)];
    }),
  ]),
});
