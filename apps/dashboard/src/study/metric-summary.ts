import { type MeanInterval, meanInterval, variance } from "@vae-lab/statistics";
import type { RunRecord } from "../sources/run-source.ts";

/** A metric of the finished runs of a group. The mean of no values is NaN. */
export interface MetricSummary extends MeanInterval {
  /** Standard deviation between runs; NaN below two values. */
  readonly sd: number;
  readonly min: number;
  readonly max: number;
  /** Finished runs whose value is missing or not finite. */
  readonly without: number;
}

/** What stands beside the mean of a group. */
export const spreads = ["interval", "sd", "range"] as const;
export type Spread = (typeof spreads)[number];

export const spreadNames: Readonly<Record<Spread, string>> = {
  interval: "95 % interval of the mean (Student's t, from three runs)",
  sd: "standard deviation",
  range: "minimum and maximum",
};

/** The finite values of a metric of the finished runs: values of other runs are not final. */
export const finalValues = (runs: readonly RunRecord[], key: string): number[] =>
  runs.flatMap(({ status, metrics }) => {
    const value = metrics.get(key)?.value;
    return status === "FINISHED" && value !== undefined && Number.isFinite(value) ? [value] : [];
  });

export const summaryOf = (runs: readonly RunRecord[], key: string): MetricSummary => {
  const values = finalValues(runs, key);
  const finished = runs.filter(({ status }) => status === "FINISHED").length;
  return {
    ...meanInterval(values),
    sd: Math.sqrt(variance(values)),
    min: Math.min(...values),
    max: Math.max(...values),
    without: finished - values.length,
  };
};
