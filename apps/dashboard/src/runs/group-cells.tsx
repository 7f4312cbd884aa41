import type { ReactNode } from "react";
import { metricText } from "../components/metric-text.ts";
import type { RunRecord } from "../sources/run-source.ts";
import { countText } from "../study/count-text.ts";
import { type MetricSummary, type Spread, summaryOf } from "../study/metric-summary.ts";

const spreadText = (
  { n, mean, interval, sd, min, max }: MetricSummary,
  spread: Spread,
): string | undefined => {
  if (n < 2) return undefined;
  if (spread === "range") return `${metricText(min)} to ${metricText(max)}`;
  if (spread === "sd") return `sd ${metricText(sd)}`;
  return interval === undefined ? undefined : `± ${metricText(interval[1] - mean)}`;
};

const fullText = ({ n, mean, interval, sd, min, max, without }: MetricSummary): string =>
  [
    `Mean ${mean} of ${countText(n, "finished run")}`,
    interval === undefined
      ? "no interval below three runs"
      : `95 % interval (Student's t) ${interval[0]} to ${interval[1]}`,
    ...(n < 2 ? [] : [`standard deviation ${sd}`, `from ${min} to ${max}`]),
    ...(without === 0 ? [] : [`${countText(without, "finished run")} without a finite value`]),
  ].join("; ");

interface MetricMeanProps {
  readonly runs: readonly RunRecord[];
  readonly name: string;
  readonly spread: Spread;
}

/** The mean of a metric over the finished runs of a group, with its spread. */
export const MetricMean = ({ runs, name, spread }: MetricMeanProps) => {
  const summary = summaryOf(runs, name);
  const { n, mean, without } = summary;
  if (n === 0) return <span className="faint">—</span>;
  const beside = spreadText(summary, spread);
  return (
    <span title={fullText(summary)}>
      {metricText(mean)}
      {beside !== undefined && <span className="faint"> {beside}</span>}
      {without > 0 && <span className="broken"> n {n}</span>}
    </span>
  );
};

interface SharedTextProps {
  readonly values: readonly (string | undefined)[];
  /** Shows the value that all have. */
  readonly children: (value: string | undefined) => ReactNode;
}

/** A value that all runs of a group have, or how many values they have. */
export const SharedText = ({ values, children }: SharedTextProps) => {
  const [first, ...others] = [...new Set(values)];
  if (others.length === 0) return children(first);
  const all = [first, ...others].map((value) => value ?? "—");
  return (
    <span className="faint" title={all.slice(0, 50).join(", ")}>
      {all.length} values
    </span>
  );
};
