import { mean } from "@vae-lab/statistics";
import type { ReactNode } from "react";
import { durationText } from "../components/duration-text.ts";
import { MetricValue, ParamValue } from "../components/param-value.tsx";
import type { RunRecord } from "../sources/run-source.ts";
import { factsOf } from "../study/facts.ts";
import { metricInfo } from "../study/metric-registry.ts";
import type { Spread } from "../study/metric-summary.ts";
import { paramLabel } from "../study/params.ts";
import { durationOf, isValidTime } from "../study/progress.ts";
import { columnHeads } from "../study/table-metrics.ts";
import { type ExtentOf, shareOf } from "./extents.ts";
import { MetricMean, SharedText } from "./group-cells.tsx";

/** A column of the table, other than name and status. */
export interface Column {
  readonly key: string;
  readonly head: string;
  readonly kind: "attribute" | "param" | "metric" | "tag";
  readonly meaning: string;
  /** Pixels. */
  readonly width: number;
  readonly cell: (run: RunRecord) => ReactNode;
  /** The cell of a group of runs. */
  readonly groupCell: (runs: readonly RunRecord[]) => ReactNode;
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

const dash = <span className="faint">—</span>;

const startText = ({ startTime }: RunRecord): ReactNode =>
  isValidTime(startTime) ? started.format(startTime) : dash;

const durationNode = (milliseconds: number | undefined): ReactNode =>
  milliseconds === undefined ? dash : durationText(milliseconds);

const attributeColumn = (key: (typeof attributeKeys)[number]): Column =>
  key === "started"
    ? {
        key,
        head: "started",
        kind: "attribute",
        meaning: "When the run began; of a group, its first run",
        width: 128,
        cell: startText,
        groupCell: (runs) => {
          const [first] = runs.toSorted((a, b) => a.startTime - b.startTime);
          return first === undefined ? dash : startText(first);
        },
      }
    : {
        key,
        head: "duration",
        kind: "attribute",
        meaning:
          "From the run's start to its end, without the time it had been stopped; of a group, the mean",
        width: 86,
        cell: (run) => durationNode(durationOf(run)),
        groupCell: (runs) => {
          const took = runs.flatMap((run) => durationOf(run) ?? []);
          return durationNode(took.length === 0 ? undefined : mean(took));
        },
      };

interface MetricColumnOptions {
  readonly extentOf: ExtentOf;
  /** What stands beside the mean of a group; undefined if runs are not grouped. */
  readonly spread: Spread | undefined;
}

/** Pixels of a metric's column; means with their spread are longer than values. */
const metricWidth = 74;
const meanWidths: Readonly<Record<Spread, number>> = { interval: 132, sd: 144, range: 196 };

const metricColumn = (
  key: string,
  head: string,
  { extentOf, spread }: MetricColumnOptions,
): Column => ({
  key,
  head,
  kind: "metric",
  meaning: metricInfo(key).meaning ?? key,
  width: Math.max(spread === undefined ? metricWidth : meanWidths[spread], widthFor(head, [])),
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
  groupCell: (runs) => <MetricMean runs={runs} name={key} spread={spread ?? "interval"} />,
});

const tagText = (value: string | undefined): ReactNode =>
  value === undefined ? dash : <span title={value}>{value}</span>;

/** The columns with these keys, in this order; unknown keys are ignored. */
export const columnsOf = (
  keys: readonly string[],
  {
    runs,
    known,
    ...options
  }: {
    readonly runs: readonly RunRecord[];
    readonly known: ColumnKeys;
  } & MetricColumnOptions,
): Column[] => {
  const heads = columnHeads(keys.filter((key) => known.metrics.includes(key)));
  return keys.flatMap((key): Column[] => {
    const attribute = attributeKeys.find((one) => one === key);
    if (attribute !== undefined) return [attributeColumn(attribute)];
    const head = heads.get(key);
    if (head !== undefined) return [metricColumn(key, head, options)];
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
          groupCell: (runs) => (
            <SharedText values={runs.map((run) => run.params.get(key))}>
              {(value) => <ParamValue name={key} value={value} />}
            </SharedText>
          ),
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
          cell: (run) => tagText(run.tags.get(key)),
          groupCell: (runs) => (
            <SharedText values={runs.map((run) => run.tags.get(key))}>{tagText}</SharedText>
          ),
        },
      ];
    return [];
  });
};
