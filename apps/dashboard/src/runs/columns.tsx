import type { ReactNode } from "react";
import { durationText } from "../components/duration-text.ts";
import { MetricValue, ParamValue } from "../components/param-value.tsx";
import type { RunRecord } from "../sources/run-source.ts";
import { factsOf } from "../study/facts.ts";
import { metricInfo } from "../study/metric-registry.ts";
import { sortValue } from "../study/order.ts";
import { paramLabel } from "../study/params.ts";
import { durationOf, isValidTime } from "../study/progress.ts";
import { columnHeads } from "../study/table-metrics.ts";
import { type ExtentOf, shareOf } from "./rows.ts";

/** A column of the table, other than name and status. */
export interface Column {
  readonly key: string;
  readonly head: string;
  readonly kind: "attribute" | "param" | "metric" | "tag";
  readonly meaning: string;
  /** Pixels. */
  readonly width: number;
  readonly cell: (run: RunRecord) => ReactNode;
}

/** Keys of all possible columns by kind, in display order. */
export interface ColumnKeys {
  readonly params: readonly string[];
  readonly metrics: readonly string[];
  readonly tags: readonly string[];
}

export const attributeKeys = ["started", "duration"] as const;

const widthFor = (head: string, texts: Iterable<string>): number => {
  let longest = head.length + 3;
  for (const text of texts) longest = Math.max(longest, Math.min(text.length, 18));
  return Math.max(58, Math.round(longest * 6.6 + 17));
};

const started = new Intl.DateTimeFormat(undefined, { dateStyle: "short", timeStyle: "short" });

const attributeColumn = (key: (typeof attributeKeys)[number]): Column =>
  key === "started"
    ? {
        key,
        head: "started",
        kind: "attribute",
        meaning: "When the run began",
        width: 128,
        cell: ({ startTime }) =>
          isValidTime(startTime) ? started.format(startTime) : <span className="faint">—</span>,
      }
    : {
        key,
        head: "duration",
        kind: "attribute",
        meaning: "From the run's start to its end, without the time it had been stopped",
        width: 86,
        cell: (run) => {
          const took = durationOf(run);
          return took === undefined ? <span className="faint">—</span> : durationText(took);
        },
      };

const metricColumn = (key: string, head: string, extentOf: ExtentOf): Column => ({
  key,
  head,
  kind: "metric",
  meaning: metricInfo(key).meaning ?? key,
  width: Math.max(74, widthFor(head, [])),
  cell: (run) => {
    const value = run.metrics.get(key)?.value;
    const share = shareOf(value, extentOf(key, factsOf(run).likelihood));
    return (
      <>
        <MetricValue value={value} />
        {share !== undefined && <span className="bar" style={{ inlineSize: `${share * 100}%` }} />}
      </>
    );
  },
});

/** The columns with these keys, in this order; unknown keys are ignored. */
export const columnsOf = (
  keys: readonly string[],
  {
    runs,
    known,
    extentOf,
  }: {
    readonly runs: readonly RunRecord[];
    readonly known: ColumnKeys;
    readonly extentOf: ExtentOf;
  },
): Column[] => {
  const heads = columnHeads(keys.filter((key) => known.metrics.includes(key)));
  return keys.flatMap((key): Column[] => {
    const attribute = attributeKeys.find((one) => one === key);
    if (attribute !== undefined) return [attributeColumn(attribute)];
    const head = heads.get(key);
    if (head !== undefined) return [metricColumn(key, head, extentOf)];
    if (known.params.includes(key)) {
      const label = paramLabel(key);
      const symbol = key.endsWith("regulariser") ? "●  " : "";
      return [
        {
          key,
          head: label,
          kind: "param",
          meaning: key,
          width: widthFor(
            label,
            runs.map((run) => `${symbol}${run.params.get(key) ?? ""}`),
          ),
          cell: (run) => <ParamValue name={key} value={run.params.get(key)} />,
        },
      ];
    }
    if (known.tags.includes(key))
      return [
        {
          key,
          head: key,
          kind: "tag",
          meaning: `tag ${key}`,
          width: widthFor(
            key,
            runs.map((run) => run.tags.get(key) ?? ""),
          ),
          cell: (run) => {
            const value = run.tags.get(key);
            return value === undefined ? (
              <span className="faint">—</span>
            ) : (
              <span title={value}>{value}</span>
            );
          },
        },
      ];
    return [];
  });
};

/** The data of the table for a CSV file. */
export const tableOfRuns = (runs: readonly RunRecord[], columns: readonly Column[]) => ({
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
