import { type CurvePoint, type Look, learningCurves } from "@vae-lab/viz";
import { useCallback, useMemo } from "react";
import { Figure, type Ground } from "../components/figure.tsx";
import { Failure } from "../components/message.tsx";
import { linkXAxis } from "../components/x-axis.ts";
import { useSeries } from "../data/queries.ts";
import type { RunRecord } from "../sources/run-source.ts";
import { cellByRun, cellsOf } from "../study/cells.ts";
import { countText } from "../study/count-text.ts";
import { curveAxisLabels } from "../study/curve-axes.ts";
import { onAxis } from "../study/curves.ts";
import { axisLabelOf, metricInfo } from "../study/metric-registry.ts";
import { type Panel, panelsOf } from "../study/splits.ts";
import type { CurveSettings } from "./curve-settings.ts";

interface Shared {
  readonly metric: string;
  readonly looks: ReadonlyMap<string, Look>;
  readonly settings: CurveSettings;
  /** End of the horizontal axis of all panels. */
  readonly xMax: number;
  readonly onDomain: (domain: CurveSettings["domain"]) => void;
  readonly onPick?: ((run: string, adds: boolean) => void) | undefined;
}

interface PanelProps extends Shared {
  readonly panel: Panel;
  readonly points: readonly CurvePoint[];
  readonly yDomain: readonly [number, number] | undefined;
  readonly caption: string;
}

const CurvesPanel = (props: PanelProps) => {
  const { metric, looks, settings, xMax, panel, yDomain, caption, onDomain, onPick } = props;
  const { smoothing, logY, axis, domain, groups, members } = settings;
  const { label, isNoisy } = metricInfo(metric);
  const cells = useMemo(
    () => (groups ? cellByRun(cellsOf(panel.runs)) : undefined),
    [groups, panel],
  );
  const points = useMemo(() => {
    const own = new Set(panel.runs.map(({ id }) => id));
    return props.points.filter(({ run }) => own.has(run));
  }, [panel, props.points]);
  const draw = useCallback(
    (ground: Ground) =>
      learningCurves(points, {
        ...ground,
        height: 300,
        looks,
        legend: false,
        smoothing: isNoisy ? smoothing : 0,
        logY,
        xMax,
        members,
        ...(cells !== undefined && { cells }),
        ...(domain !== undefined && { xDomain: domain }),
        ...(yDomain !== undefined && { yDomain }),
        ...(panel.title !== "" && { title: panel.title }),
        xLabel: curveAxisLabels[axis],
        yLabel: axisLabelOf(metric),
      }),
    [
      points,
      looks,
      metric,
      smoothing,
      isNoisy,
      logY,
      axis,
      xMax,
      members,
      cells,
      domain,
      yDomain,
      panel,
    ],
  );
  const table = useCallback(
    () => ({
      columns: ["run", axis, metric],
      rows: points.map((point) => [point.label, point.step, point.value]),
      runs: points.map(({ run }) => run),
    }),
    [points, axis, metric],
  );
  const link = useCallback((svg: SVGElement) => linkXAxis(svg, { onZoom: onDomain }), [onDomain]);
  return (
    <Figure
      draw={draw}
      table={table}
      onPick={onPick}
      onDrawn={link}
      height={300}
      name={panel.title === "" ? label : `${label}, ${panel.title}`}
      caption={caption}
    />
  );
};

/** The range of the finite values with a margin, for panels that share an axis. */
const rangeOf = (points: readonly CurvePoint[]): readonly [number, number] | undefined => {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { value } of points) {
    if (!Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const margin = 0.04 * (high - low);
  return low < high ? [low - margin, high + margin] : undefined;
};

/** The curves of one metric in one panel, or in several that share their axes. */
export const MetricCurves = ({ runs, ...shared }: Shared & { runs: readonly RunRecord[] }) => {
  const { metric, settings } = shared;
  const { axis, split } = settings;
  const measured = useMemo(() => runs.filter((run) => run.metrics.has(metric)), [runs, metric]);
  const { data, error } = useSeries(measured, metric);
  const points = useMemo(
    () => onAxis(data ?? [], measured, { metric, axis }),
    [data, measured, metric, axis],
  );
  const panels = useMemo(() => panelsOf(measured, split), [measured, split]);
  const yDomain = useMemo(
    () => (panels.length > 1 ? rangeOf(points) : undefined),
    [panels, points],
  );
  if (error !== null && data === undefined)
    return (
      <Failure error={error} what={`${metricInfo(metric).label} could not be read`} heading="h2" />
    );
  const without = runs.length - measured.length;
  const caption =
    without > 0
      ? `${without} of ${countText(runs.length, "run")} ${without === 1 ? "does" : "do"} not have this metric.`
      : "";
  return panels.map((panel, index) => (
    <CurvesPanel
      key={panel.title}
      {...shared}
      panel={panel}
      points={points}
      yDomain={yDomain}
      caption={index === 0 ? caption : ""}
    />
  ));
};
