import { type Look, learningCurves } from "@vae-lab/viz";
import { useCallback, useMemo } from "react";
import { Chips } from "../components/chips.tsx";
import { countText } from "../components/count-text.ts";
import { Figure, type Ground } from "../components/figure.tsx";
import { Failure } from "../components/message.tsx";
import { Section } from "../components/section.tsx";
import { useSeries } from "../data/queries.ts";
import type { RunRecord } from "../sources/run-source.ts";
import { curveKeys, curveLabel, curveUnit, onAxis } from "../study/curves.ts";

const usual = ["train/loss", "train/rate", "train/reconstruction", "test/elbo"];

/** The curves to begin with: beta's too where it moved, and any there are where none is ours. */
export const usualCurvesOf = (runs: readonly RunRecord[]): string[] => {
  const keys = curveKeys(runs);
  const ours = [...usual, "train/beta"].filter((key) => keys.includes(key));
  return ours.length > 0 ? ours : keys.slice(0, 4);
};

export interface CurveSettings {
  readonly metrics: readonly string[];
  readonly smoothing: number;
  readonly logY: boolean;
  readonly axis: "step" | "epoch";
}

/** Tests are of the whole set, and beta is set: a smoothed one would show what never was. */
const isNoisy = (metric: string): boolean => !metric.startsWith("test/") && metric !== "train/beta";

interface CurveProps {
  readonly metric: string;
  readonly runs: readonly RunRecord[];
  readonly looks: ReadonlyMap<string, Look>;
  readonly settings: CurveSettings;
}

const Curve = ({ metric, runs, looks, settings }: CurveProps) => {
  const { smoothing, logY, axis } = settings;
  const measured = useMemo(() => runs.filter((run) => metric in run.measures), [runs, metric]);
  const { data, error } = useSeries(measured, metric);
  const points = useMemo(
    () => onAxis(data ?? [], measured, { metric, axis }),
    [data, measured, metric, axis],
  );
  const draw = useCallback(
    (ground: Ground) => {
      const unit = curveUnit(metric);
      return learningCurves(points, {
        ...ground,
        height: 300,
        looks,
        legend: false,
        smoothing: isNoisy(metric) ? smoothing : 0,
        logY,
        xLabel: axis === "epoch" ? "epoch" : "optimiser step",
        yLabel: !unit ? curveLabel(metric) : `${curveLabel(metric)}, ${unit}`,
      });
    },
    [points, looks, metric, smoothing, logY, axis],
  );
  if (error !== null && data === undefined)
    return <Failure error={error} what={`${curveLabel(metric)} could not be read`} />;
  const without = runs.length - measured.length;
  return (
    <Figure
      draw={draw}
      name={curveLabel(metric)}
      caption={
        without > 0 &&
        `${without} of ${countText(runs.length, "run")} ${without === 1 ? "does" : "do"} not have this metric.`
      }
    />
  );
};

interface CurvesSectionProps extends Omit<CurveProps, "metric"> {
  readonly onChange: (settings: Partial<CurveSettings>) => void;
}

export const CurvesSection = ({ runs, looks, settings, onChange }: CurvesSectionProps) => {
  const options = useMemo(
    () => curveKeys(runs).map((key) => ({ key, label: curveLabel(key) })),
    [runs],
  );
  const shown = settings.metrics.filter((metric) => options.some(({ key }) => key === metric));
  return (
    <Section
      id="curves"
      title="Curves"
      reading="Training metrics by optimiser step and test metrics by epoch, one line per run in the colours of the list beside; a × at the top marks where a run became NaN or infinite."
      controls={
        <>
          <Chips
            label="Metrics"
            options={options}
            chosen={shown}
            onChange={(metrics) => onChange({ metrics })}
          />
          <div className="row">
            <label className="inline">
              smoothing{" "}
              <input
                type="range"
                aria-label="smoothing"
                min={0}
                max={0.99}
                step={0.01}
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
          <Curve key={metric} metric={metric} runs={runs} looks={looks} settings={settings} />
        ))}
      </div>
      {shown.length === 0 && <p className="faint">Press a metric to draw it.</p>}
    </Section>
  );
};
