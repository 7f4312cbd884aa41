import { getRouteApi, Link } from "@tanstack/react-router";
import { runLooks } from "@vae-lab/viz";
import { useMemo } from "react";
import { countText } from "../components/count-text.ts";
import { Failure, Loading, Message, StoreIsEmpty } from "../components/message.tsx";
import { useTheme } from "../components/theme.tsx";
import { UnknownExperiment, UnknownRuns } from "../components/unknown.tsx";
import { useStudy } from "../data/use-study.ts";
import type { CompareSearch } from "../page-search.ts";
import { longIds, shortIds, unknownIds } from "../selection.ts";
import { oneOfEachTrial } from "../study/attempts.ts";
import { isTrial } from "../study/facts.ts";
import { familiesOf, withoutBeta } from "../study/families.ts";
import { lastEpoch } from "../study/progress.ts";
import { isLadder, representatives } from "../study/representatives.ts";
import { BetaSection, usualBetaMeasures } from "./beta-section.tsx";
import { CodesSection } from "./codes-section.tsx";
import { type CurveSettings, CurvesSection, usualCurvesOf } from "./curves-section.tsx";
import { EpochSlider } from "./epoch-slider.tsx";
import { ImagesSection, usualKinds } from "./images-section.tsx";
import { PlaneSection } from "./plane-section.tsx";
import { Rail } from "./rail.tsx";
import { SettingsSection } from "./settings-section.tsx";
import { UnitsSection } from "./units-section.tsx";

const route = getRouteApi("/compare");

/** More than these side by side is not a comparison; the figures of the study hold all. */
const sideBySide = 12;

export const ComparePage = () => {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { theme } = useTheme();
  const study = useStudy(search.experiment);
  const { runs } = study;
  const ids = useMemo(() => runs.map((run) => run.id), [runs]);
  const selection = useMemo(() => longIds(search.runs ?? [], ids), [search.runs, ids]);
  const emphasised = useMemo(() => new Set(selection), [selection]);
  const trials = useMemo(() => oneOfEachTrial(runs), [runs]);
  const compared = useMemo(() => {
    const byId = new Map(runs.map((run) => [run.id, run]));
    return selection.length === 0
      ? representatives(trials)
      : selection.flatMap((id) => byId.get(id) ?? []);
  }, [runs, trials, selection]);
  const looks = useMemo(
    () =>
      runLooks(
        compared.map((run) => run.id),
        theme,
      ),
    [compared, theme],
  );
  const families = useMemo(() => familiesOf(trials), [trials]);
  const family = families.find(({ key }) => key === search.family) ?? families[0];

  const change = (part: CompareSearch) =>
    void navigate({ search: (before) => ({ ...before, ...part }), replace: true });
  const settings: CurveSettings = {
    metrics: search.curves ?? usualCurvesOf(compared),
    smoothing: search.smooth ?? 0.6,
    logY: search.log ?? false,
    axis: search.x ?? "step",
  };
  const changeCurves = (part: Partial<CurveSettings>) =>
    change({
      ...(part.metrics !== undefined && { curves: [...part.metrics] }),
      ...(part.smoothing !== undefined && { smooth: part.smoothing }),
      ...(part.logY !== undefined && { log: part.logY || undefined }),
      ...(part.axis !== undefined && { x: part.axis }),
    });

  if (study.error !== null && runs.length === 0)
    return <Failure error={study.error} what="The runs could not be read" />;
  if (study.isPending) return <Loading what="runs" />;
  if (study.isUnknown)
    return <UnknownExperiment id={search.experiment ?? ""} experiments={study.experiments} />;
  if (study.isEmpty) return <StoreIsEmpty />;

  const trained = compared.some((run) => isTrial(run) || "test/reconstruction" in run.measures);
  const near = compared.slice(0, sideBySide);
  const last = Math.max(1, ...near.map(lastEpoch));
  const epoch = Math.min(search.epoch ?? last, last);
  const slider = (
    <EpochSlider
      epoch={epoch}
      last={last}
      onEpoch={(next) => change({ epoch: next === last ? undefined : next })}
    />
  );
  return (
    <div className="compare">
      <Rail
        study={study.name}
        runs={compared}
        looks={looks}
        trained={trained}
        selected={selection.length > 0}
        search={search}
        onRemove={(id) =>
          change({
            runs: shortIds(
              selection.filter((other) => other !== id),
              ids,
            ),
          })
        }
      />
      <div className="sections">
        <header className="page-head">
          <h1>
            {selection.length === 0
              ? "The study at a glance"
              : `Comparing ${countText(compared.length, "run")}`}
          </h1>
          <p className="faint">
            {selection.length === 0
              ? `Nothing is selected: side by side stand ${isLadder(compared) ? "the betas of one regulariser and estimator, all else equal" : "the first runs of the study"}. `
              : trained && "The figures over β hold the whole study, with these runs ringed. "}
            <Link to="/" search={search}>
              {selection.length === 0 ? "Select runs" : "Change the selection"}
            </Link>
          </p>
        </header>
        {study.error !== null && <Failure error={study.error} what="The runs are not up to date" />}
        {study.isSettled && (
          <UnknownRuns
            ids={unknownIds(search.runs ?? [], ids)}
            study={study.name}
            onForget={() => change({ runs: shortIds(selection, ids) })}
          />
        )}
        <SettingsSection runs={compared} looks={looks} />
        {trained && (
          <>
            <BetaSection
              families={families}
              family={family}
              others={withoutBeta(trials).length}
              emphasised={emphasised}
              measures={search.beta ?? usualBetaMeasures}
              onFamily={(key) => change({ family: key })}
              onMeasures={(beta) => change({ beta })}
            />
            <PlaneSection family={family} emphasised={emphasised} />
          </>
        )}
        <CurvesSection runs={compared} looks={looks} settings={settings} onChange={changeCurves} />
        {trained && (
          <>
            {compared.length > near.length && (
              <Message title={`Below are the first ${near.length} of ${compared.length} runs`} />
            )}
            <ImagesSection
              runs={near}
              looks={looks}
              epoch={epoch}
              slider={slider}
              kinds={search.kinds ?? usualKinds(near)}
              onKinds={(kinds) => change({ kinds })}
            />
            <CodesSection runs={near} looks={looks} epoch={epoch} slider={slider} />
            <UnitsSection runs={near} looks={looks} />
          </>
        )}
      </div>
    </div>
  );
};
