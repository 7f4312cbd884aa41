import type { Look } from "@vae-lab/viz";
import { useCallback, useMemo } from "react";
import { Section } from "../components/section.tsx";
import type { RunRecord } from "../sources/run-source.ts";
import { cellsOf, hasSeeds } from "../study/cells.ts";
import { curveKeys, lastPlace } from "../study/curves.ts";
import { factsOf } from "../study/facts.ts";
import { metricInfo } from "../study/metric-registry.ts";
import { CurveControls } from "./curve-controls.tsx";
import type { CurveSettings } from "./curve-settings.ts";
import { MetricCurves } from "./metric-curves.tsx";

interface CurvesSectionProps {
  readonly runs: readonly RunRecord[];
  readonly looks: ReadonlyMap<string, Look>;
  readonly metricKeys: readonly string[];
  readonly settings: CurveSettings;
  readonly onChange: (settings: Partial<CurveSettings>) => void;
  readonly onPick?: ((run: string, adds: boolean) => void) | undefined;
}

/** Maximum number of runs: more are hard to distinguish and slow to load. */
const maxRuns = 100;

export const CurvesSection = (props: CurvesSectionProps) => {
  const { metricKeys, looks, settings, onChange, onPick } = props;
  const runs = useMemo(() => props.runs.slice(0, maxRuns), [props.runs]);
  const options = useMemo(
    () => curveKeys(metricKeys).map((key) => ({ key, label: metricInfo(key).label })),
    [metricKeys],
  );
  const shown = settings.metrics.filter((metric) => options.some(({ key }) => key === metric));
  const xMax = useMemo(
    () => lastPlace(runs, { metrics: settings.metrics, axis: settings.axis }),
    [runs, settings.metrics, settings.axis],
  );
  const repeats = useMemo(() => hasSeeds(cellsOf(runs)), [runs]);
  const isGrouped = repeats && settings.groups;
  const own = useMemo(
    () => (settings.groups === isGrouped ? settings : { ...settings, groups: isGrouped }),
    [settings, isGrouped],
  );
  const onDomain = useCallback(
    (domain: CurveSettings["domain"]) => onChange({ domain }),
    [onChange],
  );
  const isOne = shown.length <= 1 && settings.split === undefined;
  return (
    <Section
      id="curves"
      title="Curves"
      height={720}
      reading={`${isGrouped ? "Lines are means of the runs that differ only in their seed; bands are 95 % intervals (Student's t, from three runs). Click a line to select its runs." : "One line per run, in the colours of the list of runs."} Training metrics are logged by optimiser step, test metrics by epoch. Drag to zoom. Values that are not finite leave a gap and have a mark: × NaN, ↑ ∞, ↓ −∞. With smoothing, tooltips show the logged values.`}
      controls={
        <CurveControls
          options={options}
          shown={shown}
          settings={settings}
          isSmoothable={shown.some((metric) => metricInfo(metric).isNoisy)}
          hasSeeds={repeats}
          canSplit={runs.length > 1 && runs.some((run) => factsOf(run).direction !== undefined)}
          xMax={xMax}
          onChange={onChange}
        />
      }
    >
      <div className={isOne ? "grid" : settings.split === undefined ? "grid two" : "grid three"}>
        {shown.map((metric) => (
          <MetricCurves
            key={metric}
            metric={metric}
            runs={runs}
            looks={looks}
            settings={own}
            xMax={xMax}
            onDomain={onDomain}
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
