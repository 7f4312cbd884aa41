import type { CurvePoint } from "@vae-lab/viz";
import type { RunRecord, SeriesPoint } from "../sources/run-source.ts";
import { knownMetrics } from "./metric-registry.ts";
import { isUnitRate } from "./points.ts";
import { stepsPerEpoch } from "./progress.ts";

/** Metrics that can be drawn as curves, known ones first; the KL of units has its own figure. */
export const curveKeys = (metricKeys: readonly string[]): string[] => {
  const present = new Set(metricKeys);
  const ours = knownMetrics.filter((key) => present.has(key));
  const others = [...present].filter((key) => !ours.includes(key) && !isUnitRate(key)).sort();
  return [...ours, ...others];
};

/** Converts points to a common axis: test metrics are logged by epoch, training metrics by step. */
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

/** The last position of any of these metrics on the axis; 0 if unknown. */
export const lastPlace = (
  runs: readonly RunRecord[],
  { metrics, axis }: { readonly metrics: readonly string[]; readonly axis: "step" | "epoch" },
): number => {
  let last = 0;
  for (const metric of metrics)
    for (const run of runs) {
      const found = run.metrics.get(metric);
      if (found === undefined) continue;
      const point = { runId: run.id, step: found.step, value: found.value };
      for (const { step } of onAxis([point], [run], { metric, axis })) last = Math.max(last, step);
    }
  return last;
};
