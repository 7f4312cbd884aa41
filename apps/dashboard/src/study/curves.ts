import { systemMetrics, testMetrics, trainMetrics } from "@vae-lab/experiments/metrics";
import type { CurvePoint } from "@vae-lab/viz";
import type { RunRecord, SeriesPoint } from "../sources/run-source.ts";
import { stepsPerEpoch } from "./progress.ts";

const known = [...testMetrics, ...trainMetrics, ...systemMetrics];

/** Metrics that any of the runs has, ours first and named; KL of single units has its own figure. */
export const curveKeys = (runs: readonly RunRecord[]): string[] => {
  const present = new Set(runs.flatMap((run) => Object.keys(run.measures)));
  const ours: string[] = known.map(({ key }) => key).filter((key) => present.has(key));
  const others = [...present]
    .filter((key) => !ours.includes(key) && !key.startsWith("test/unit_rate/"))
    .sort();
  return [...ours, ...others];
};

export const curveLabel = (key: string): string =>
  known.find((measure) => measure.key === key)?.label ?? key;

export const curveUnit = (key: string): string | undefined =>
  known.find((measure) => measure.key === key)?.unit;

/** Points on a common axis: metrics of tests are by epoch, those of training by optimiser step. */
export const onAxis = (
  points: readonly SeriesPoint[],
  runs: readonly RunRecord[],
  { metric, axis }: { readonly metric: string; readonly axis: "step" | "epoch" },
): CurvePoint[] => {
  const byEpoch = metric.startsWith("test/");
  const ofRun = new Map(runs.map((run) => [run.id, { run, perEpoch: stepsPerEpoch(run) }]));
  return points.flatMap(({ runId, step, value }) => {
    const found = ofRun.get(runId);
    if (found === undefined) return [];
    const { run, perEpoch } = found;
    if (byEpoch === (axis === "epoch")) return [{ run: runId, label: run.name, step, value }];
    if (perEpoch === undefined) return [];
    const place = axis === "epoch" ? step / perEpoch : step * perEpoch;
    return [{ run: runId, label: run.name, step: place, value }];
  });
};
