import { Link } from "@tanstack/react-router";
import { essayFindings, studies } from "@vae-lab/experiments/studies";
import { CopyButton } from "../components/copy-button.tsx";
import { Failure, Loading } from "../components/message.tsx";
import { PanelBoundary } from "../components/panel-boundary.tsx";
import { useScrollPlace } from "../components/use-scroll-place.ts";
import { useTitle } from "../components/use-title.ts";
import { useExperiments } from "../data/queries.ts";
import { commandOf } from "../findings/command-of.ts";
import { findingsOf, type KnownStudy, useStudyReports } from "../findings/use-study-reports.ts";
import { Verdict, VerdictTally } from "../findings/verdict.tsx";
import type { ExperimentRecord } from "../sources/run-source.ts";
import { countText } from "../study/count-text.ts";
import { isValidTime } from "../study/progress.ts";

const all = Object.values(studies);

const tallyOf = (known: KnownStudy): string => {
  const running = known.runs.filter(({ status }) => status === "RUNNING").length;
  const { live, published } = known;
  return [
    live === undefined
      ? published === undefined
        ? "not run yet"
        : `published report, ${published.size} size`
      : `${live.finished} of ${live.planned} trials, ${live.size} size`,
    ...(running > 0 ? [`${running} running`] : []),
  ].join(" · ");
};

/** The first finding that is decided, which is worth reading first. */
const headlineOf = (known: KnownStudy) => {
  const decided = findingsOf(known).filter(({ verdict }) => verdict !== "could not tell");
  return (
    decided.find(({ supports, opposes }) => supports.length + opposes.length > 0) ?? decided[0]
  );
};

const StudyCard = ({ known }: { known: KnownStudy }) => {
  const { study, live } = known;
  const findings = findingsOf(known);
  const headline = headlineOf(known);
  const command = commandOf(study, "default");
  return (
    <article className="section card">
      <p className="faint">
        {study.name} · {known.isPending ? "loading…" : tallyOf(known)}
      </p>
      <h2>
        <Link to="/study/$study" params={{ study: study.name }}>
          {study.question}
        </Link>
      </h2>
      {live !== undefined && (
        <progress value={live.finished} max={live.planned} aria-label="finished trials" />
      )}
      {findings.length > 0 && <VerdictTally findings={findings} />}
      {headline !== undefined && (
        <p className="headline">
          <Verdict verdict={headline.verdict} /> {headline.claim}
        </p>
      )}
      {!known.isPending && live === undefined && (
        <div className="copied">
          <pre>
            <code>{command}</code>
          </pre>
          <CopyButton text={command} name={`the command of ${study.name}`} />
        </div>
      )}
    </article>
  );
};

const day = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

/** Experiments that are listed before the studies. */
const recent = 5;

const ExperimentTable = ({ experiments }: { experiments: readonly ExperimentRecord[] }) => (
  <table className="experiments">
    <thead>
      <tr>
        <th scope="col">name</th>
        <th scope="col">last update</th>
      </tr>
    </thead>
    <tbody>
      {experiments.map(({ id, name, lastUpdate }) => (
        <tr key={id}>
          <td>
            <Link to="/study/$study/runs" params={{ study: name }}>
              {name}
            </Link>
          </td>
          <td className="faint">
            {lastUpdate !== undefined && isValidTime(lastUpdate) ? day.format(lastUpdate) : "—"}
          </td>
        </tr>
      ))}
    </tbody>
  </table>
);

/** All experiments of the store, the most recent first. */
const Experiments = ({ experiments }: { experiments: readonly ExperimentRecord[] }) => (
  <section className="section" aria-labelledby="experiments-title">
    <h2 id="experiments-title">Experiments in this store</h2>
    {experiments.length === 0 && <p className="faint">None yet.</p>}
    {experiments.length > 0 && <ExperimentTable experiments={experiments.slice(0, recent)} />}
    {experiments.length > recent && (
      <details>
        <summary>{countText(experiments.length - recent, "older experiment")}</summary>
        <ExperimentTable experiments={experiments.slice(recent)} />
      </details>
    )}
  </section>
);

/** The first page: studies with their verdicts, and all experiments of the store. */
export const StartPage = () => {
  const { data: experiments, error } = useExperiments();
  const known = useStudyReports(all);
  useTitle("Start");
  useScrollPlace();
  if (experiments === undefined)
    return error === null ? (
      <Loading what="the experiments" />
    ) : (
      <Failure error={error} what="The experiments could not be read" />
    );
  const essay = essayFindings(
    known.map((one) => ({ name: one.study.name, findings: findingsOf(one) })),
  );
  const decided = essay.filter(({ verdict }) => verdict !== "not decided").length;
  return (
    <div className="sections start-page">
      <header className="page-head">
        <h1>Studies and runs</h1>
        <p>
          <Link to="/findings">
            {decided} of {essay.length} claims of Saghir's essay are decided
          </Link>{" "}
          · <Link to="/story">New to variational autoencoders? Read how one works</Link>
        </p>
      </header>
      <Experiments experiments={experiments} />
      <PanelBoundary name="The studies">
        <div className="cards">
          {known.map((one) => (
            <StudyCard key={one.study.name} known={one} />
          ))}
        </div>
      </PanelBoundary>
    </div>
  );
};
