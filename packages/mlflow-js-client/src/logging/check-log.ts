import type { Metric } from "../entities.ts";
import { invalid } from "../errors.ts";
import { whyNotKey } from "../rules.ts";
import type { Batch, Pair } from "./batches.ts";
import type { FitValue } from "./long-values.ts";

export interface Log {
  readonly runId: string;
  /** Step 0 and the current time unless given. */
  readonly metrics?: readonly {
    key: string;
    value: number;
    step?: number;
    timestamp?: number;
  }[];
  /** A param has one value for good: logging another is refused by the server. */
  readonly params?: Readonly<Record<string, string>>;
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * Holds what is to be logged against MLflow's rules.
 *
 * @throws MlflowError that names the key and the rule.
 */
export const checkLog = (
  log: Omit<Log, "runId">,
  { now, fitting }: { now: () => number; fitting: FitValue },
): Batch => ({
  metrics: (log.metrics ?? []).map((point) => {
    const { key, value, step = 0, timestamp = now() } = point;
    const metric: Metric = { key, value, timestamp, step };
    const reason = whyNotMetric(metric);
    if (reason) throw invalid(reason);
    return metric;
  }),
  params: checkPairs("param", log.params, fitting),
  tags: checkPairs("tag", log.tags, fitting),
});

const whyNotMetric = ({ key, value, timestamp, step }: Metric): string | undefined => {
  const badKey = whyNotKey("metric", key);
  if (badKey) return badKey;
  const name = `metric ${JSON.stringify(key)}`;
  if (typeof value !== "number") return `${name}: a value must be a number, got ${String(value)}`;
  if (!Number.isSafeInteger(step))
    return `${name}: a step must be a whole number within ±2^53, got ${String(step)}`;
  if (!Number.isSafeInteger(timestamp))
    return `${name}: a timestamp must be whole milliseconds, got ${String(timestamp)}`;
  return timestamp < 0 ? `${name}: a timestamp must be ≥ 0, got ${timestamp}` : undefined;
};

export const checkPairs = (
  kind: "param" | "tag",
  values: Readonly<Record<string, string>> | undefined,
  fitting: FitValue,
): Pair[] =>
  Object.entries(values ?? {}).map(([key, value]) => {
    const reason = whyNotKey(kind, key);
    if (reason) throw invalid(reason);
    if (typeof value !== "string")
      throw invalid(
        `${kind} ${JSON.stringify(key)}: a ${kind} must be a string, got ${String(value)}`,
      );
    return { key, value: fitting(kind, key, value) };
  });
