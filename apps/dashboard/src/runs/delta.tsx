import { metricText } from "../components/metric-text.ts";
import { type Baseline, changeOf, differenceFrom, type Sample } from "../study/baseline.ts";

interface DeltaProps {
  readonly baseline: Baseline;
  readonly sample: Sample;
  readonly metric: string;
}

/** The difference of a metric from the baseline, below its value. */
export const Delta = ({ baseline, sample, metric }: DeltaProps) => {
  const found = differenceFrom(baseline, sample, metric);
  if (found === undefined) return null;
  const { difference, interval } = found;
  const change = changeOf(found, metric);
  const half = interval === undefined ? undefined : metricText(interval[1] - difference);
  return (
    <span
      className={`delta ${change ?? "faint"}`}
      title={
        interval === undefined
          ? `Difference from ${baseline.name}: ${difference}; no interval below three finished runs on both sides`
          : `Difference from ${baseline.name}: ${difference}; 95 % interval (Welch) ${interval[0]} to ${interval[1]}`
      }
    >
      {difference > 0 && "+"}
      {metricText(difference)}
      {half !== undefined && ` ± ${half}`}
      {change !== undefined && <span className="unseen"> {change} than the baseline</span>}
    </span>
  );
};
