import type { AxisValue } from "@vae-lab/viz";
import type { RunRecord } from "../sources/run-source.ts";
import { isSeed } from "./cells.ts";
import { withoutImplied } from "./implied.ts";
import { axisLabelOf, metricInfo } from "./metric-registry.ts";
import { isEnvironment, paramLabel, splitParams } from "./params.ts";
import { durationOf } from "./progress.ts";
import { keyMetrics } from "./table-metrics.ts";

/** A param, metric or `duration` that a figure can use as an axis. */
export interface AxisOption {
  readonly key: string;
  readonly label: string;
  readonly kind: "param" | "metric" | "attribute";
}

export const axisValue = (run: RunRecord, { key, kind }: AxisOption): AxisValue => {
  if (kind === "metric") return run.metrics.get(key)?.value;
  if (kind === "attribute") {
    const took = durationOf(run);
    return took === undefined ? undefined : took / 1000;
  }
  const text = run.params.get(key);
  return text === undefined || text.trim() === "" || Number.isNaN(Number(text))
    ? text
    : Number(text);
};

/** All possible axes: params that differ, then metrics. */
export const axisOptions = (
  runs: readonly RunRecord[],
  metricKeys: readonly string[],
): AxisOption[] => [
  ...splitParams(runs).differing.map((key) => ({
    ...{ key, label: paramLabel(key) },
    kind: "param" as const,
  })),
  ...metricKeys.map((key) => ({ key, label: metricInfo(key).label, kind: "metric" as const })),
  { key: "duration", label: "duration, s", kind: "attribute" },
];

/** The label of an axis with its unit. */
export const axisText = ({ key, label, kind }: AxisOption): string =>
  kind === "metric" ? axisLabelOf(key) : label;

/**
 * Params and metrics shown by default: the params that differ, without seeds and without those that
 * belong to the kind of another, then the main metrics.
 */
export const defaultAxes = (
  options: readonly AxisOption[],
  runs: readonly RunRecord[],
  { params, metrics }: { readonly params: number; readonly metrics: number },
): AxisOption[] => {
  const ofKind = (kind: AxisOption["kind"]) => options.filter((option) => option.kind === kind);
  const main = keyMetrics.flatMap((key) => ofKind("metric").find((one) => one.key === key) ?? []);
  const differing = ofKind("param").map(({ key }) => key);
  const own = new Set(withoutImplied(runs, differing).filter((key) => !isSeed(key)));
  return [
    ...ofKind("param")
      .filter(({ key }) => own.has(key) && !isEnvironment(key))
      .slice(0, params),
    ...(main.length > 0 ? main : ofKind("metric")).slice(0, metrics),
  ];
};
