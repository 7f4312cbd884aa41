import { getRouteApi, Link } from "@tanstack/react-router";
import { runLooks } from "@vae-lab/viz";
import { useMemo } from "react";
import { CodesSection } from "../compare/codes-section.tsx";
import { type CurveSettings, CurvesSection, usualCurvesOf } from "../compare/curves-section.tsx";
import { EpochSlider } from "../compare/epoch-slider.tsx";
import { ImagesSection, usualKinds } from "../compare/images-section.tsx";
import { UnitsSection } from "../compare/units-section.tsx";
import { Failure, Loading, Message } from "../components/message.tsx";
import { failureOf, Status } from "../components/status.tsx";
import { useTheme } from "../components/theme.tsx";
import { useNow } from "../components/use-now.ts";
import { useRun } from "../data/queries.ts";
import { useSource } from "../data/source-context.tsx";
import { RunNotFound } from "../sources/run-source.ts";
import { isTrial } from "../study/facts.ts";
import { isTime, lastEpoch } from "../study/progress.ts";
import { FinalMeasures, LoggedMetrics, Params } from "./facts-table.tsx";
import { FilesSection } from "./files-section.tsx";

const route = getRouteApi("/run/$runId");

const NoSuchRun = ({ id }: { id: string }) => (
  <Message title="There is no such run">
    <p>
      The store answered, and has no run with the id <code>{id}</code>: the address may be cut off,
      or the run deleted.
    </p>
    <p>
      <Link to="/">See the runs there are</Link>
    </p>
  </Message>
);

export const RunPage = () => {
  const { runId } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const source = useSource();
  const { theme } = useTheme();
  const now = useNow(2_000);
  const { data: run, error } = useRun(runId);
  const runs = useMemo(() => (run === undefined ? [] : [run]), [run]);
  const looks = useMemo(() => runLooks([runId], theme), [runId, theme]);
  const change = (part: typeof search) =>
    void navigate({ search: (before) => ({ ...before, ...part }), replace: true });
  if (error instanceof RunNotFound) return <NoSuchRun id={runId} />;
  if (run === undefined)
    return error === null ? (
      <Loading what="the run" />
    ) : (
      <Failure error={error} what="This run could not be read" />
    );
  const last = Math.max(1, lastEpoch(run));
  const epoch = Math.min(search.epoch ?? last, last);
  const slider = (
    <EpochSlider epoch={epoch} last={last} onEpoch={(next) => change({ epoch: next })} />
  );
  const settings: CurveSettings = {
    metrics: search.curves ?? usualCurvesOf(runs),
    smoothing: search.smooth ?? 0.6,
    logY: search.log ?? false,
    axis: search.x ?? "step",
  };
  const failure = failureOf(run);
  const trained = isTrial(run) || "test/reconstruction" in run.measures;
  // A table logs each number once, and a curve of one point says nothing.
  const hasCurves = trained || Object.values(run.steps).some((step) => step > 0);
  return (
    <div className="run-page sections">
      <header className="page-head">
        <p>
          <Link to="/" search={{ experiment: run.experimentId }}>
            ← all runs of the study
          </Link>
        </p>
        <h1>{run.name}</h1>
        <p className="facts">
          <Status run={run} now={now} />
          <span className="faint">
            {isTime(run.startTime)
              ? `started ${new Date(run.startTime).toLocaleString()}`
              : "start not logged"}
          </span>
          {trained && (
            <a href={source.logUrl(run.id)} target="_blank" rel="noreferrer">
              log.txt
            </a>
          )}
          <code className="faint">{run.id}</code>
        </p>
      </header>
      {failure !== undefined && (
        <div className="message failure" role="alert">
          <h2>{trained ? "This trial failed" : "This run failed"}</h2>
          <p className="reason">{failure}</p>
        </div>
      )}
      <div className="grid two facts-grid">
        {trained ? <FinalMeasures run={run} /> : <LoggedMetrics run={run} />}
        <Params run={run} />
      </div>
      {!trained && <FilesSection run={run} unfolded />}
      {hasCurves && (
        <CurvesSection
          runs={runs}
          looks={looks}
          settings={settings}
          onChange={(part) =>
            change({
              ...(part.metrics !== undefined && { curves: [...part.metrics] }),
              ...(part.smoothing !== undefined && { smooth: part.smoothing }),
              ...(part.logY !== undefined && { log: part.logY || undefined }),
              ...(part.axis !== undefined && { x: part.axis }),
            })
          }
        />
      )}
      {trained && (
        <>
          <ImagesSection
            runs={runs}
            looks={looks}
            epoch={epoch}
            slider={slider}
            kinds={search.kinds ?? usualKinds(runs)}
            onKinds={(kinds) => change({ kinds })}
          />
          <CodesSection runs={runs} looks={looks} epoch={epoch} slider={slider} />
          <UnitsSection runs={runs} looks={looks} />
          <FilesSection run={run} unfolded={false} />
        </>
      )}
    </div>
  );
};
