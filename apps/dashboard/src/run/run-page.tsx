import { getRouteApi, Link } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import { curveSettings, curvesPart } from "../compare/curve-settings.ts";
import { CurvesSection } from "../compare/curves-section.tsx";
import { ModelOutputs } from "../compare/model-outputs.tsx";
import { Failure, Loading } from "../components/message.tsx";
import { PanelBoundary } from "../components/panel-boundary.tsx";
import { failureOf, Status } from "../components/status.tsx";
import { useTheme } from "../components/theme.tsx";
import { UnknownExperiment } from "../components/unknown.tsx";
import { useNow } from "../components/use-now.ts";
import { useScrollPlace } from "../components/use-scroll-place.ts";
import { useTitle } from "../components/use-title.ts";
import { useExperiments, useRunById } from "../data/queries.ts";
import { useSource } from "../data/source-context.tsx";
import { experimentOf } from "../data/use-study.ts";
import { RunNotFound, type RunRecord } from "../sources/run-source.ts";
import { isTrial } from "../study/facts.ts";
import { isValidTime } from "../study/progress.ts";
import { looksOf } from "../study/run-looks.ts";
import { ArchiveButton } from "./archive-button.tsx";
import { configOf } from "./config-of.ts";
import { FinalMetrics, LoggedMetrics, Params } from "./facts-table.tsx";
import { FilesSection } from "./files-section.tsx";
import { LineageSection } from "./lineage-section.tsx";
import { ModelSection } from "./model-section.tsx";
import { NoSuchRun } from "./no-such-run.tsx";
import { Note } from "./note-section.tsx";
import { ReproduceSection } from "./reproduce-section.tsx";
import { Tags } from "./tags-section.tsx";

const route = getRouteApi("/study/$study/run/$run");

/** The page of a run; the URL contains its id or a prefix of it. */
export const RunPage = () => {
  const params = route.useParams();
  const experiments = useExperiments();
  const study = experiments.data && experimentOf(params.study, experiments.data);
  const wanted = useMemo(() => (study === undefined ? undefined : [study]), [study]);
  const { data: run, error } = useRunById(params.run, wanted);
  useTitle(run?.name ?? params.run, study?.name);
  if (experiments.data !== undefined && study === undefined)
    return <UnknownExperiment name={params.study} experiments={experiments.data} />;
  if (error instanceof RunNotFound) return <NoSuchRun id={params.run} />;
  const failure = error ?? experiments.error;
  if (run === undefined || study === undefined)
    return failure === null ? (
      <Loading what="the run" />
    ) : (
      <Failure error={failure} what="This run could not be read" />
    );
  return <RunView run={run} study={study.name} />;
};

const noOrder: ReadonlyMap<string, number> = new Map();

const RunView = ({ run, study }: { run: RunRecord; study: string }) => {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const source = useSource();
  const { theme } = useTheme();
  const now = useNow(2_000);
  useScrollPlace();
  const runs = useMemo(() => [run], [run]);
  const metricKeys = useMemo(() => [...run.metrics.keys()], [run]);
  const looks = useMemo(() => looksOf(runs, { theme, order: noOrder }), [runs, theme]);
  const change = useCallback(
    (part: typeof search) =>
      void navigate({ search: (before) => ({ ...before, ...part }), hash: true, replace: true }),
    [navigate],
  );
  const curves = useMemo(() => curveSettings(search, metricKeys), [search, metricKeys]);
  const onCurves = useCallback(
    (part: Parameters<typeof curvesPart>[0]) => change(curvesPart(part)),
    [change],
  );
  const config = useMemo(() => configOf(run), [run]);
  const failure = failureOf(run);
  const isTrained = isTrial(run) || run.metrics.has("test/reconstruction");
  // Runs that log each metric once have no curves.
  const hasCurves = isTrained || [...run.metrics.values()].some(({ step }) => step > 0);
  return (
    <div className="run-page sections">
      <header className="page-head">
        <p>
          <Link to="/study/$study/runs" params={{ study }}>
            ← {study}
          </Link>
        </p>
        <h1>{run.name}</h1>
        <p className="facts">
          <Status run={run} now={now} />
          <span className="faint">
            {isValidTime(run.startTime)
              ? `started ${new Date(run.startTime).toLocaleString()}`
              : "start not logged"}
          </span>
          {isTrained && run.status === "FINISHED" && (
            <Link to="/study/$study/run/$run/explore" params={{ study, run: run.id.slice(0, 8) }}>
              explore the latent space
            </Link>
          )}
          {isTrained && (
            <a href={source.logUrl(run.id)} target="_blank" rel="noreferrer">
              log.txt
            </a>
          )}
          {config !== undefined && <a href="#reproduce">command to train it again</a>}
          <code className="faint">{run.id}</code>
          <ArchiveButton run={run} />
        </p>
      </header>
      {failure !== undefined && (
        <div className="message failure" role="alert">
          <h2>{isTrained ? "This trial failed" : "This run failed"}</h2>
          <p className="reason">{failure}</p>
        </div>
      )}
      <PanelBoundary name="The note">
        <Note run={run} />
      </PanelBoundary>
      <PanelBoundary name="Results, params and tags">
        <div className="grid two facts-grid">
          {isTrained ? <FinalMetrics run={run} /> : <LoggedMetrics run={run} title="Metrics" />}
          <Params run={run} />
          {isTrained && (
            <LoggedMetrics
              run={run}
              title="Other metrics"
              without={[...run.metrics.keys()].filter((key) => key.startsWith("test/"))}
            />
          )}
          <Tags run={run} />
        </div>
      </PanelBoundary>
      <PanelBoundary name="Data, models and related runs">
        <LineageSection run={run} study={study} />
      </PanelBoundary>
      {!isTrained && <FilesSection run={run} isUnfolded />}
      {hasCurves && (
        <CurvesSection
          runs={runs}
          looks={looks}
          metricKeys={metricKeys}
          settings={curves}
          onChange={onCurves}
        />
      )}
      <ModelOutputs
        runs={runs}
        looks={looks}
        isTrained={isTrained}
        settings={search}
        onChange={change}
      />
      {isTrained && (
        <>
          {config !== undefined && (
            <>
              <ModelSection config={config} />
              <ReproduceSection run={run} config={config} />
            </>
          )}
          <FilesSection run={run} isUnfolded={false} />
        </>
      )}
    </div>
  );
};
