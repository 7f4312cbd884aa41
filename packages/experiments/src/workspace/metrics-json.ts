import type { Metrics } from "../trial/trial-events.ts";

/** JSON has no NaN and no infinities: they are texts. */
export type MetricsJson = Readonly<Record<string, number | string>>;

export const encodeMetrics = (metrics: Metrics): MetricsJson =>
  Object.fromEntries(
    Object.entries(metrics).map(([key, value]) => [
      key,
      Number.isFinite(value) ? value : String(value),
    ]),
  );

export const decodeMetrics = (metrics: MetricsJson): Metrics =>
  Object.fromEntries(Object.entries(metrics).map(([key, value]) => [key, Number(value)]));
