import { type CurveSettings, defaultCurves } from "./curves-section.tsx";

interface CurvesPart {
  readonly curves?: string[] | undefined;
  readonly smooth?: number | undefined;
  readonly log?: boolean | undefined;
  readonly x?: "step" | "epoch" | undefined;
}

/** Reads the settings of the curves from the URL. */
export const curveSettings = (
  search: CurvesPart,
  metricKeys: readonly string[],
): CurveSettings => ({
  metrics: search.curves ?? defaultCurves(metricKeys),
  smoothing: search.smooth ?? 0.6,
  logY: search.log ?? false,
  axis: search.x ?? "step",
});

/** Writes the settings of the curves for the URL. */
export const curvesPart = (settings: Partial<CurveSettings>): CurvesPart => ({
  ...(settings.metrics !== undefined && { curves: [...settings.metrics] }),
  ...(settings.smoothing !== undefined && { smooth: settings.smoothing }),
  ...(settings.logY !== undefined && { log: settings.logY || undefined }),
  ...(settings.axis !== undefined && { x: settings.axis }),
});
