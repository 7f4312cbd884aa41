import type { CurvePoint } from "@vae-lab/viz";
import type { RunRecord, SeriesPoint } from "../sources/run-source.ts";
import { knownMetrics } from "./metric-registry.ts";
import { isUnitRate } from "./points.ts";
import { stepsPerEpoch } from "./progress.ts";

/** The metrics that curves can show, ours first; KL of single units has its own figure. */
export const curveKeys = (metricKeys: readonly string[]): string[] => {
  const present = new Set(metricKeys);
  const ours = knownMetrics.filter((key) => present.has(key));
  const others = [...present].filter((key) => !ours.includes(key) && !isUnitRate(key)).sort();
  return [...ours, ...others];
};

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

/** The last place on the axis that any of these metrics has; 0 where none says. */
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
