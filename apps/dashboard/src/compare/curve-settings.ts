import type { CurveAxis } from "../study/curve-axes.ts";
import { curveKeys } from "../study/curves.ts";
import type { Split } from "../study/split-names.ts";

/** Settings of the curves. */
export interface CurveSettings {
  readonly metrics: readonly string[];
  readonly smoothing: number;
  readonly logY: boolean;
  readonly axis: CurveAxis;
  /** Part of the horizontal axis to draw. */
  readonly domain: readonly [from: number, to: number] | undefined;
  /** Draw runs that differ only in their seed as a mean with a band. */
  readonly groups: boolean;
  /** Draw the runs of the groups too. */
  readonly members: boolean;
  readonly split: Split | undefined;
}

/** The search parameters of the curves. */
interface CurvesPart {
  readonly curves?: string[] | undefined;
  readonly smooth?: number | undefined;
  readonly log?: boolean | undefined;
  readonly x?: CurveAxis | undefined;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly seeds?: "band" | "runs" | undefined;
  readonly members?: boolean | undefined;
  readonly split?: Split | undefined;
}

const preferred = ["train/loss", "train/rate", "train/reconstruction", "test/elbo"];

/** Metrics of the default curves; for other projects the first four metrics. */
const defaultCurves = (metricKeys: readonly string[]): string[] => {
  const keys = curveKeys(metricKeys);
  const ours = [...preferred, "train/beta"].filter((key) => keys.includes(key));
  return ours.length > 0 ? ours : keys.slice(0, 4);
};

const domainOf = ({ from, to }: CurvesPart): CurveSettings["domain"] =>
  from !== undefined && to !== undefined && from < to ? [from, to] : undefined;

/** Reads the settings of the curves from the URL. */
export const curveSettings = (
  search: CurvesPart,
  metricKeys: readonly string[],
): CurveSettings => ({
  metrics: search.curves ?? defaultCurves(metricKeys),
  smoothing: search.smooth ?? 0.6,
  logY: search.log ?? false,
  axis: search.x ?? "step",
  domain: domainOf(search),
  groups: search.seeds !== "runs",
  members: search.members ?? false,
  split: search.split,
});

/** Writes the settings of the curves for the URL. A new axis shows all of it. */
export const curvesPart = (settings: Partial<CurveSettings>): CurvesPart => ({
  ...("metrics" in settings && { curves: [...(settings.metrics ?? [])] }),
  ...("smoothing" in settings && { smooth: settings.smoothing }),
  ...("logY" in settings && { log: settings.logY || undefined }),
  ...("axis" in settings && { x: settings.axis, from: undefined, to: undefined }),
  ...("domain" in settings && { from: settings.domain?.[0], to: settings.domain?.[1] }),
  ...("groups" in settings && { seeds: settings.groups ? undefined : "runs" }),
  ...("members" in settings && { members: settings.members || undefined }),
  ...("split" in settings && { split: settings.split }),
});
