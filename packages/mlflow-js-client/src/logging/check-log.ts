import { invalid } from "../errors.ts";
import { invalidKeyReason } from "../limits.ts";
import type { Batch, Pair, Point } from "./batches.ts";
import type { FitValue } from "./long-values.ts";

/** A point to log. */
export interface LogMetric {
  readonly key: string;
  readonly value: number;
  /** Default 0. */
  readonly step?: number;
  /** Unix time in ms. Default: now. */
  readonly timestamp?: number;
  /** The logged model that was measured. */
  readonly modelId?: string | undefined;
  /** The dataset on which it was measured. */
  readonly datasetName?: string | undefined;
  readonly datasetDigest?: string | undefined;
}

/** Points, params and tags to log to a run. */
export interface Log {
  readonly runId: string;
  readonly metrics?: readonly LogMetric[];
  /** The server refuses a second value of a param. */
  readonly params?: Readonly<Record<string, string>>;
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * Checks a log against MLflow's rules and fills in steps and timestamps.
 *
 * @throws MlflowError INVALID_PARAMETER_VALUE that names the key and the rule.
 */
export const checkLog = (
  log: Omit<Log, "runId">,
  { now, fitting }: { now: () => number; fitting: FitValue },
): Batch => ({
  metrics: (log.metrics ?? []).map((point) => {
    const { step = 0, timestamp = now() } = point;
    const metric: Point = { ...point, timestamp, step };
    const reason = invalidMetricReason(metric);
    if (reason) throw invalid(reason);
    return metric;
  }),
  params: checkPairs("param", log.params, fitting),
  tags: checkPairs("tag", log.tags, fitting),
});

const invalidMetricReason = ({ key, value, timestamp, step }: Point): string | undefined => {
  const badKey = invalidKeyReason("metric", key);
  if (badKey) return badKey;
  const isWhole = Number.isSafeInteger(step) && Number.isSafeInteger(timestamp);
  if (typeof value === "number" && isWhole && timestamp >= 0) return undefined;
  const name = `metric ${JSON.stringify(key)}`;
  if (typeof value !== "number") return `${name}: a value must be a number, got ${String(value)}`;
  if (!Number.isSafeInteger(step))
    return `${name}: a step must be a whole number within ±2^53, got ${String(step)}`;
  if (!Number.isSafeInteger(timestamp))
    return `${name}: a timestamp must be whole milliseconds, got ${String(timestamp)}`;
  return `${name}: a timestamp must be ≥ 0, got ${timestamp}`;
};

/**
 * Params or tags as pairs.
 *
 * @throws MlflowError INVALID_PARAMETER_VALUE that names the key and the rule.
 */
export const checkPairs = (
  kind: "param" | "tag",
  values: Readonly<Record<string, string>> | undefined,
  fitting: FitValue,
): Pair[] =>
  Object.entries(values ?? {}).map(([key, value]) => {
    const reason = invalidKeyReason(kind, key);
    if (reason) throw invalid(reason);
    if (typeof value !== "string")
      throw invalid(
        `${kind} ${JSON.stringify(key)}: a ${kind} must be a string, got ${String(value)}`,
      );
    return { key, value: fitting(kind, key, value) };
  });
