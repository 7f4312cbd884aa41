import type { MetricValue, RunRecord } from "./run-source.ts";

type Parts = Partial<Omit<RunRecord, "params" | "tags" | "metrics">> & {
  readonly params?: Readonly<Record<string, string>>;
  readonly tags?: Readonly<Record<string, string>>;
  /** Values (at step 0), or values with steps. */
  readonly metrics?: Readonly<Record<string, number | MetricValue>>;
};

/** A finished run for tests. */
export const runOf = ({
  params = {},
  tags = {},
  metrics = {},
  ...rest
}: Parts = {}): RunRecord => ({
  id: "0",
  name: "run",
  experimentId: "1",
  status: "FINISHED",
  startTime: 0,
  lastSeen: 0,
  ...rest,
  params: new Map(Object.entries(params)),
  tags: new Map(Object.entries(tags)),
  metrics: new Map(
    Object.entries(metrics).map(([key, metric]) => [
      key,
      typeof metric === "number" ? { value: metric, step: 0 } : metric,
    ]),
  ),
});
