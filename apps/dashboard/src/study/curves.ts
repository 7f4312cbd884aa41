import type { CurvePoint } from "@vae-lab/viz";
import type { RunRecord, SeriesPoint } from "../sources/run-source.ts";
import type { CurveAxis } from "./curve-axes.ts";
import { knownMetrics } from "./metric-registry.ts";
import { isUnitRate } from "./points.ts";
import { stepsPerEpoch } from "./progress.ts";

/** Whether a metric is predicted for a run, once. */
const isPrediction = (key: string): boolean => key.startsWith("theory/");

/** Metrics that can be drawn as curves, known ones first; the KL of units has its own figure. */
export const curveKeys = (metricKeys: readonly string[]): string[] => {
  const present = new Set(metricKeys);
  const ours = knownMetrics.filter((key) => present.has(key));
  const others = [...present]
    .filter((key) => !ours.includes(key) && !isUnitRate(key) && !isPrediction(key))
    .sort();
  return [...ours, ...others];
};

/**
 * Converts points to a common axis: test metrics are logged by epoch, training metrics by step. Points
 * of runs with an unknown number of steps per epoch cannot be converted and are left out.
 */
export const onAxis = (
  points: readonly SeriesPoint[],
  runs: readonly RunRecord[],
  { metric, axis }: { readonly metric: string; readonly axis: CurveAxis },
): CurvePoint[] => {
  const byEpoch = metric.startsWith("test/");
  const ofRun = new Map(runs.map((run) => [run.id, { run, perEpoch: stepsPerEpoch(run) }]));
  return points.flatMap(({ runId, step, value, timestamp }) => {
    const found = ofRun.get(runId);
    if (found === undefined) return [];
    const { run, perEpoch } = found;
    const at = (place: number) => [{ run: runId, label: run.name, step: place, value }];
    if (axis === "time") return at((timestamp - run.startTime) / 1000);
    if (byEpoch === (axis === "epoch")) return at(step);
    if (perEpoch === undefined) return [];
    return at(axis === "epoch" ? step / perEpoch : step * perEpoch);
  });
};

/** The last position of any of these metrics on the axis; 0 if unknown. */
export const lastPlace = (
  runs: readonly RunRecord[],
  { metrics, axis }: { readonly metrics: readonly string[]; readonly axis: CurveAxis },
): number => {
  let last = 0;
  for (const metric of metrics)
    for (const run of runs) {
      const found = run.metrics.get(metric);
      if (found === undefined) continue;
      const { step, value } = found;
      const point = { runId: run.id, step, value, timestamp: run.lastSeen };
      for (const { step: place } of onAxis([point], [run], { metric, axis }))
        last = Math.max(last, place);
    }
  return last;
};
