import { getRouteApi } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import { StudyGate } from "../components/study-gate.tsx";
import { useTheme } from "../components/theme.tsx";
import { UnknownParts } from "../components/unknown.tsx";
import { usePick } from "../components/use-pick.ts";
import { useScrollPlace } from "../components/use-scroll-place.ts";
import { type Study, useMetrics } from "../data/use-study.ts";
import type { CompareSearch } from "../page-search.ts";
import { longIds, selectionPart, shortIds, toggled } from "../selection.ts";
import type { RunRecord } from "../sources/run-source.ts";
import { oneOfEachTrial } from "../study/attempts.ts";
import { cellsOf } from "../study/cells.ts";
import { countText } from "../study/count-text.ts";
import { factsOf, isTrial } from "../study/facts.ts";
import { familiesOf } from "../study/families.ts";
import { isUnitRate } from "../study/points.ts";
import { progressMetrics } from "../study/progress.ts";
import { predictedInPlane } from "../study/rate-paths.ts";
import { isLadder, representatives } from "../study/representatives.ts";
import { looksOf } from "../study/run-looks.ts";
import { byNesting, keyMetrics } from "../study/table-metrics.ts";
import { unknownParts } from "../study/unknown-parts.ts";
import { curveSettings, curvesPart } from "./curve-settings.ts";
import { CurvesSection } from "./curves-section.tsx";
import { ModelOutputs } from "./model-outputs.tsx";
import type { RailPart } from "./rail.tsx";
import { SettingsSection } from "./settings-section.tsx";
import { StudyFrame } from "./study-frame.tsx";
import { StudySections } from "./study-sections.tsx";

const route = getRouteApi("/study/$study/compare");

/** Maximum number of runs in sections with one panel per run. */
const sideBySide = 12;

/** Number of metrics of other projects that are loaded for all runs. */
const fewMetrics = 4;

/** Maximum number of runs whose metrics are all loaded, in studies of other projects. */
const maxDetailed = 40;

const shownAreTrials = (runs: readonly RunRecord[], ids: readonly string[]): boolean => {
  const shown = new Set(ids);
  return runs.some((run) => shown.has(run.id) && isTrial(run));
};

const ofRuns: readonly RailPart[] = [
  { id: "settings", title: "Params and results" },
  { id: "curves", title: "Curves" },
];
const ofTrials: readonly RailPart[] = [
  { id: "images", title: "Images" },
  { id: "codes", title: "Codes" },
  { id: "units", title: "KL per unit" },
];
const ofStudy: readonly RailPart[] = [
  { id: "beta", title: "What beta does" },
  { id: "plane", title: "Rate–distortion" },
];
const ofAny: readonly RailPart[] = [
  { id: "pairs", title: "Paired differences" },
  { id: "importance", title: "Importance of params" },
  { id: "scatter", title: "Scatter" },
  { id: "parallel", title: "Parallel coordinates" },
];

export const ComparePage = () => {
  const { study: name } = route.useParams();
  return (
    <StudyGate name={name} title="Compare">
      {(study) => <Comparison study={study} />}
    </StudyGate>
  );
};

/** Compares the selected runs, or representative runs if none is selected. */
const Comparison = ({ study }: { study: Study }) => {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { theme } = useTheme();
  const ids = useMemo(() => study.runs.map((run) => run.id), [study.runs]);
  const short = useMemo(
    () => new Map(shortIds(ids, ids).map((one, index) => [ids[index] ?? one, one])),
    [ids],
  );
  const selection = useMemo(() => longIds(search.runs ?? [], ids), [search.runs, ids]);
  const isSelection = selection.length > 0;
  const emphasised = useMemo(() => new Set(selection), [selection]);
  const shown = useMemo(
    () =>
      selection.length === 0
        ? representatives(oneOfEachTrial(study.runs)).map((run) => run.id)
        : selection,
    [study.runs, selection],
  );
  const isTrained =
    study.metricKeys.includes("test/reconstruction") || shownAreTrials(study.runs, shown);
  const curves = useMemo(() => curveSettings(search, study.metricKeys), [search, study.metricKeys]);
  const { runs: known } = useMetrics(study.table, [
    ...keyMetrics,
    ...predictedInPlane,
    ...progressMetrics,
    ...curves.metrics,
    ...(isTrained ? [] : byNesting(study.metricKeys).slice(0, fewMetrics)),
    ...[search.sx, search.sy, search.pairmetric, search.impmetric].filter(
      (key) => key !== undefined,
    ),
    ...(search.axes ?? []),
  ]);
  // Without a selection, one run of each cell of seeds.
  const nearIds = useMemo(() => {
    const own = new Set(shown);
    const first = cellsOf(study.runs.filter(({ id }) => own.has(id))).map(
      ({ runs }) => runs[0]?.id,
    );
    const ids = isSelection ? shown : shown.filter((id) => first.includes(id));
    return ids.slice(0, isTrained ? sideBySide : maxDetailed);
  }, [shown, isSelection, isTrained, study.runs]);
  const { runs } = useMetrics(
    study.table,
    isTrained ? study.metricKeys.filter(isUnitRate) : byNesting(study.metricKeys),
    { ids: nearIds, base: known },
  );
  const trials = useMemo(() => oneOfEachTrial(runs), [runs]);
  const compared = useMemo(() => {
    const byId = new Map(runs.map((run) => [run.id, run]));
    return shown.flatMap((id) => byId.get(id) ?? []);
  }, [runs, shown]);
  // By the whole study, so that a colour means the same in all figures.
  const looks = useMemo(() => {
    const order = new Map(ids.map((id, index) => [id, index]));
    const all = looksOf(trials, { theme, order });
    const own = looksOf(
      compared.filter((run) => factsOf(run).direction === undefined || !all.has(run.id)),
      { theme, order },
    );
    return new Map([...all, ...own]);
  }, [trials, compared, ids, theme]);
  const families = useMemo(() => familiesOf(trials), [trials]);
  useScrollPlace();

  const change = useCallback(
    (part: CompareSearch) =>
      void navigate({ search: (before) => ({ ...before, ...part }), hash: true, replace: true }),
    [navigate],
  );
  const select = useCallback(
    (next: readonly string[]) => change({ runs: selectionPart(next, ids) }),
    [change, ids],
  );
  const onToggle = useCallback(
    (runs: readonly string[]) => select(toggled(selection, ...runs)),
    [select, selection],
  );
  const onCurves = useCallback(
    (part: Parameters<typeof curvesPart>[0]) => change(curvesPart(part)),
    [change],
  );
  const onPick = usePick({ study: study.name, shortIds: short, onToggle });

  const near = useMemo(() => {
    const ids = new Set(nearIds.slice(0, sideBySide));
    return compared.filter(({ id }) => ids.has(id));
  }, [compared, nearIds]);
  const aboutRuns = [...ofRuns, ...(isTrained ? ofTrials : [])];
  const aboutStudy = [...(isTrained ? ofStudy : []), ...ofAny];
  const parts =
    isSelection || !isTrained ? [...aboutRuns, ...aboutStudy] : [...aboutStudy, ...aboutRuns];
  const unknown = unknownParts(
    { runs: search.runs, curves: search.curves, beta: search.beta, family: search.family },
    {
      runs: ids,
      columns: [],
      metrics: [...study.metricKeys, ...keyMetrics],
      families: families.map(({ key }) => key),
    },
  );

  const studySections = (
    <StudySections
      study={study.name}
      trials={trials}
      metricKeys={study.metricKeys}
      isTrained={isTrained}
      isSelection={isSelection}
      looks={looks}
      emphasised={emphasised}
      search={search}
      onChange={change}
      onSelect={select}
      onPick={onPick}
    />
  );
  return (
    <StudyFrame
      study={study}
      title={
        isSelection ? `Comparing ${countText(compared.length, "run")}` : "The study at a glance"
      }
      about={
        !isSelection &&
        `No run is selected: the sections below show ${isLadder(compared) ? "the betas of one regulariser and estimator, all else equal" : "the first runs of the study"}. `
      }
      parts={parts}
      runs={compared}
      looks={looks}
      shortIds={short}
      isSelection={isSelection}
      onRemove={onToggle}
    >
      {study.isSettled && (
        <UnknownParts
          parts={unknown}
          study={study.name}
          onForget={() =>
            change({
              runs: selectionPart(selection, ids),
              curves: search.curves?.filter((key) => study.metricKeys.includes(key)),
              beta: undefined,
              family: undefined,
            })
          }
        />
      )}
      {!isSelection && isTrained && studySections}
      <SettingsSection runs={compared} metricKeys={study.metricKeys} looks={looks} />
      <CurvesSection
        runs={compared}
        looks={looks}
        metricKeys={study.metricKeys}
        settings={curves}
        onChange={onCurves}
        onPick={onPick}
      />
      {compared.length > near.length && (
        <p className="faint">
          {isSelection
            ? `Below are the first ${near.length} of ${compared.length} runs.`
            : "Below is one run of each group of seeds."}
        </p>
      )}
      <ModelOutputs
        runs={near}
        looks={looks}
        isTrained={isTrained}
        settings={search}
        onChange={change}
      />
      {(isSelection || !isTrained) && studySections}
    </StudyFrame>
  );
};
