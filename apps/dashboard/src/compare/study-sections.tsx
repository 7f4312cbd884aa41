import type { Look } from "@vae-lab/viz";
import { useCallback, useMemo } from "react";
import type { CompareSearch } from "../page-search.ts";
import type { RunRecord } from "../sources/run-source.ts";
import { axisOptions } from "../study/axis-values.ts";
import { curveKeys } from "../study/curves.ts";
import { familiesOf, withoutBeta } from "../study/families.ts";
import { byNesting, keyMetrics } from "../study/table-metrics.ts";
import { BetaSection, defaultBetaMetrics } from "./beta-section.tsx";
import { readBrushes, writeBrushes } from "./brush-text.ts";
import { ImportanceSection } from "./importance-section.tsx";
import { PairsSection } from "./pairs-section.tsx";
import { ParallelSection } from "./parallel-section.tsx";
import { PlaneSection } from "./plane-section.tsx";
import { ScatterSection, type ScatterSettings } from "./scatter-section.tsx";

interface StudySectionsProps {
  readonly study: string;
  readonly trials: readonly RunRecord[];
  readonly metricKeys: readonly string[];
  readonly isTrained: boolean;
  readonly isSelection: boolean;
  readonly looks: ReadonlyMap<string, Look>;
  readonly emphasised: ReadonlySet<string>;
  readonly search: CompareSearch;
  readonly onChange: (part: CompareSearch) => void;
  readonly onSelect: (ids: readonly string[]) => void;
  readonly onPick: (run: string, adds: boolean) => void;
}

const scatterPart = (settings: ScatterSettings): CompareSearch => ({
  ...("x" in settings && { sx: settings.x }),
  ...("y" in settings && { sy: settings.y }),
  ...("logX" in settings && { sxlog: settings.logX }),
  ...("logY" in settings && { sylog: settings.logY }),
});

/** The sections about all runs of the study, of which the selected ones are highlighted. */
export const StudySections = (props: StudySectionsProps) => {
  const { study, trials, metricKeys, isTrained, isSelection, looks, emphasised } = props;
  const { search, onChange, onSelect, onPick } = props;
  const families = useMemo(() => familiesOf(trials), [trials]);
  const family = families.find(({ key }) => key === search.family) ?? families[0];
  const options = useMemo(
    () => axisOptions(trials, byNesting(curveKeys(metricKeys))),
    [trials, metricKeys],
  );
  const pairMetrics = useMemo(() => {
    const ours = keyMetrics.filter((key) => metricKeys.includes(key));
    return [...new Set([...ours, ...curveKeys(metricKeys)])];
  }, [metricKeys]);
  const brushes = useMemo(() => readBrushes(search.brush), [search.brush]);
  const onScatter = useCallback(
    (settings: ScatterSettings) => onChange(scatterPart(settings)),
    [onChange],
  );
  return (
    <>
      {isSelection && <h2 className="part-head">The whole study</h2>}
      {isTrained && (
        <>
          <BetaSection
            families={families}
            family={family}
            others={withoutBeta(trials).length}
            emphasised={emphasised}
            metrics={search.beta ?? defaultBetaMetrics}
            onFamily={(key) => onChange({ family: key })}
            onMetrics={(beta) => onChange({ beta })}
            onPick={onPick}
          />
          <PlaneSection
            family={family}
            emphasised={emphasised}
            showsPaths={search.paths ?? false}
            onPaths={(on) => onChange({ paths: on || undefined })}
            onPick={onPick}
          />
        </>
      )}
      <PairsSection
        runs={trials}
        study={study}
        metrics={pairMetrics}
        asked={{
          axis: search.pair,
          first: search.first,
          second: search.second,
          metric: search.pairmetric,
        }}
        onAsk={({ axis, first, second, metric }) =>
          onChange({ pair: axis, first, second, pairmetric: metric })
        }
        onPick={onPick}
      />
      <ImportanceSection
        runs={trials}
        metrics={pairMetrics}
        asked={search.impmetric}
        onMetric={(impmetric) => onChange({ impmetric })}
      />
      <ScatterSection
        runs={trials}
        looks={looks}
        options={options}
        settings={{ x: search.sx, y: search.sy, logX: search.sxlog, logY: search.sylog }}
        emphasised={emphasised}
        onChange={onScatter}
        onPick={onPick}
      />
      <ParallelSection
        runs={trials}
        looks={looks}
        options={options}
        axes={search.axes}
        brushes={brushes}
        onAxes={(axes) => onChange({ axes })}
        onBrushes={(next) => onChange({ brush: writeBrushes(next) })}
        onSelect={onSelect}
      />
    </>
  );
};
