import { type Look, learningCurves } from "@vae-lab/viz";
import { useCallback, useMemo } from "react";
import { Chips } from "../components/chips.tsx";
import { Figure, type Ground } from "../components/figure.tsx";
import { Failure } from "../components/message.tsx";
import { MetricPicker } from "../components/metric-picker.tsx";
import { Section } from "../components/section.tsx";
import { useSeries } from "../data/queries.ts";
import type { RunRecord } from "../sources/run-source.ts";
import { countText } from "../study/count-text.ts";
import { curveKeys, lastPlace, onAxis } from "../study/curves.ts";
import { axisLabelOf, metricInfo } from "../study/metric-registry.ts";

const preferred = ["train/loss", "train/rate", "train/reconstruction", "test/elbo"];

/** Metrics of the default curves; for other projects the first four metrics. */
export const defaultCurves = (metricKeys: readonly string[]): string[] => {
  const keys = curveKeys(metricKeys);
  const ours = [...preferred, "train/beta"].filter((key) => keys.includes(key));
  return ours.length > 0 ? ours : keys.slice(0, 4);
};

export interface CurveSettings {
  readonly metrics: readonly string[];
  readonly smoothing: number;
  readonly logY: boolean;
  readonly axis: "step" | "epoch";
}

interface CurveProps {
  readonly metric: string;
  readonly runs: readonly RunRecord[];
  readonly looks: ReadonlyMap<string, Look>;
  readonly settings: CurveSettings;
  /** End of the horizontal axis of all panels. */
  readonly xMax: number;
  readonly onPick?: ((run: string, adds: boolean) => void) | undefined;
}

const Curve = ({ metric, runs, looks, settings, xMax, onPick }: CurveProps) => {
  const { smoothing, logY, axis } = settings;
  const measured = useMemo(() => runs.filter((run) => run.metrics.has(metric)), [runs, metric]);
  const { data, error } = useSeries(measured, metric);
  const points = useMemo(
    () => onAxis(data ?? [], measured, { metric, axis }),
    [data, measured, metric, axis],
  );
  const { label, isNoisy } = metricInfo(metric);
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
        xLabel: axis === "epoch" ? "epoch" : "optimiser step",
        yLabel: axisLabelOf(metric),
      }),
    [points, looks, metric, smoothing, isNoisy, logY, axis, xMax],
  );
  const table = useCallback(
    () => ({
      columns: ["run", axis, metric],
      rows: points.map((point) => [point.label, point.step, point.value]),
      runs: points.map(({ run }) => run),
    }),
    [points, axis, metric],
  );
  if (error !== null && data === undefined)
    return <Failure error={error} what={`${label} could not be read`} heading="h2" />;
  const without = runs.length - measured.length;
  return (
    <Figure
      draw={draw}
      table={table}
      onPick={onPick}
      height={300}
      name={label}
      caption={
        without > 0 &&
        `${without} of ${countText(runs.length, "run")} ${without === 1 ? "does" : "do"} not have this metric.`
      }
    />
  );
};

interface CurvesSectionProps extends Omit<CurveProps, "metric" | "xMax"> {
  readonly metricKeys: readonly string[];
  readonly onChange: (settings: Partial<CurveSettings>) => void;
}

/** Maximum number of curves: more are hard to distinguish and slow to load. */
const maxCurves = 100;
/** Up to this many metrics have a button each; more are in a menu with search. */
const fewMetrics = 14;

export const CurvesSection = (props: CurvesSectionProps) => {
  const { metricKeys, looks, settings, onChange, onPick } = props;
  const runs = useMemo(() => props.runs.slice(0, maxCurves), [props.runs]);
  const options = useMemo(
    () => curveKeys(metricKeys).map((key) => ({ key, label: metricInfo(key).label })),
    [metricKeys],
  );
  const shown = settings.metrics.filter((metric) => options.some(({ key }) => key === metric));
  const xMax = useMemo(
    () => lastPlace(runs, { metrics: settings.metrics, axis: settings.axis }),
    [runs, settings.metrics, settings.axis],
  );
  const isSmoothable = shown.some((metric) => metricInfo(metric).isNoisy);
  const choose = (metrics: string[]) => onChange({ metrics });
  return (
    <Section
      id="curves"
      title="Curves"
      height={720}
      reading="One line per run, in the colours of the list of runs; training metrics are logged by optimiser step, test metrics by epoch. Values that are not finite leave a gap and have a mark: × NaN, ↑ ∞, ↓ −∞. With smoothing, the logged values stay visible as a faint line, and tooltips show them."
      controls={
        <>
          {options.length > fewMetrics ? (
            <MetricPicker options={options} chosen={shown} onChange={choose} />
          ) : (
            <Chips label="Metrics" options={options} chosen={shown} onChange={choose} />
          )}
          <div className="row">
            <label
              className="inline"
              title="Weight of the past in a moving average; only for metrics of minibatches"
            >
              smoothing{" "}
              <input
                type="range"
                aria-label="smoothing"
                min={0}
                max={0.99}
                step={0.01}
                disabled={!isSmoothable}
                value={settings.smoothing}
                onChange={(event) => onChange({ smoothing: event.target.valueAsNumber })}
              />{" "}
              <output>{settings.smoothing.toFixed(2)}</output>
            </label>
            <label className="check">
              <input
                type="checkbox"
                checked={settings.logY}
                onChange={(event) => onChange({ logY: event.target.checked })}
              />
              log y
            </label>
            <label className="inline">
              x{" "}
              <select
                value={settings.axis}
                onChange={(event) =>
                  onChange({ axis: event.target.value === "epoch" ? "epoch" : "step" })
                }
              >
                <option value="step">step</option>
                <option value="epoch">epoch</option>
              </select>
            </label>
          </div>
        </>
      }
    >
      <div className={shown.length > 1 ? "grid two" : "grid"}>
        {shown.map((metric) => (
          <Curve
            key={metric}
            metric={metric}
            runs={runs}
            looks={looks}
            settings={settings}
            xMax={xMax}
            onPick={onPick}
          />
        ))}
      </div>
      {props.runs.length > runs.length && (
        <p className="faint">
          Curves of the first {runs.length} of {props.runs.length} runs.
        </p>
      )}
      {shown.length === 0 && <p className="faint">Choose a metric.</p>}
    </Section>
  );
};
