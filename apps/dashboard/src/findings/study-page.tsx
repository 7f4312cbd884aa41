import { getRouteApi, Link, Navigate, useRouterState } from "@tanstack/react-router";
import { type Study, type StudyFigure, studies } from "@vae-lab/experiments/studies";
import { useCallback, useMemo } from "react";
import { CodeText } from "../components/code-text.tsx";
import { CopyButton } from "../components/copy-button.tsx";
import { Loading, Message } from "../components/message.tsx";
import { PanelBoundary } from "../components/panel-boundary.tsx";
import { Section } from "../components/section.tsx";
import { usePick } from "../components/use-pick.ts";
import { useScrollPlace } from "../components/use-scroll-place.ts";
import { useTitle } from "../components/use-title.ts";
import { shortIds } from "../selection.ts";
import { Claim } from "./claim.tsx";
import { commandOf } from "./command-of.ts";
import { StudyFigureView } from "./study-figure-view.tsx";
import { findingsOf, type KnownStudy, useStudyReports } from "./use-study-reports.ts";
import { VerdictTally } from "./verdict.tsx";

const route = getRouteApi("/study/$study/");
const byName: ReadonlyMap<string, Study> = new Map(Object.entries(studies));

/** The page of a study: its question, claims, verdicts and figures. Other experiments have only runs. */
export const StudyPage = () => {
  const { study: name } = route.useParams();
  const study = byName.get(name);
  if (study === undefined)
    return <Navigate to="/study/$study/runs" params={{ study: name }} replace />;
  return <KnownStudyPage study={study} />;
};

const KnownStudyPage = ({ study }: { study: Study }) => {
  const wanted = useMemo(() => [study], [study]);
  const [known] = useStudyReports(wanted);
  useTitle("Study", study.name);
  if (known === undefined || known.isPending) return <Loading what="the study" />;
  return <StudyView known={known} />;
};

/** Where the verdicts come from. */
const Source = ({ live, published }: Pick<KnownStudy, "live" | "published">) => {
  if (live !== undefined)
    return (
      <>
        <progress value={live.finished} max={live.planned} aria-label="finished trials" />{" "}
        {live.finished} of {live.planned} trials of the {live.size} size have finished in this
        store.
      </>
    );
  return published === undefined ? (
    <>No trial has finished in this store, and no report is published.</>
  ) : (
    <>
      No trial has finished in this store: these are the verdicts of the published report (
      {published.size} size, {published.provenance.finished} of {published.provenance.planned}{" "}
      trials).
    </>
  );
};

const StudyView = ({ known }: { known: KnownStudy }) => {
  const { study, live, published, runs } = known;
  useScrollPlace();
  const target = useRouterState({ select: ({ location }) => location.hash });
  const findings = findingsOf(known);
  const all = useMemo(() => runs.map(({ id }) => id), [runs]);
  const short = useMemo(
    () => new Map(shortIds(all, all).map((one, index) => [all[index] ?? one, one])),
    [all],
  );
  const pick = usePick({ study: study.name, shortIds: short });
  // Records of a study name trials, or runs.
  const onPick = useCallback(
    (trial: string, adds: boolean) => {
      const run = live?.runOfTrial.get(trial) ?? trial;
      if (short.has(run)) pick(run, adds);
    },
    [live, short, pick],
  );
  const command = commandOf(study, live?.size ?? "full");
  const isOpen = findings.some(({ verdict }) => verdict === "could not tell");
  const judgedBy = findings.find((finding) => finding.judgedBy !== undefined)?.judgedBy;
  return (
    <div className="sections study-page">
      <header className="page-head">
        <p className="faint">Study {study.name}</p>
        <h1>{study.question}</h1>
        <p className="faint">
          <CodeText text={study.setting} />
        </p>
        <p className="facts">
          <Source live={live} published={published} />
        </p>
        <VerdictTally findings={findings} />
      </header>
      <Section
        id="figures"
        title="Figures"
        height={400}
        reading="Lines join means over seeds; bars are 95 % intervals. Click a point to open its run."
      >
        <PanelBoundary name="The figures">
          <Figures known={known} onPick={onPick} />
        </PanelBoundary>
      </Section>
      <Section
        id="claims"
        title="Claims"
        reading={`Each claim has a rule that was fixed before the study ran. ${judgedBy ?? ""}`}
      >
        {findings.length === 0 ? (
          <ul className="claims">
            {study.claims.map((claim) => (
              <li key={claim.name} className="claim">
                <p>{claim.claim}</p>
                <p className="faint">{claim.rule.text}</p>
              </li>
            ))}
          </ul>
        ) : (
          <ul className="claims">
            {findings.map((finding) => (
              <Claim
                key={finding.name}
                finding={finding}
                study={study.name}
                all={all}
                isTarget={finding.name === target}
                runs={finding.trials.flatMap((trial) => live?.runOfTrial.get(trial) ?? [])}
              />
            ))}
          </ul>
        )}
        {(isOpen || findings.length === 0) && (
          <div className="copied">
            <pre>
              <code>{command}</code>
            </pre>
            <CopyButton text={command} name="the command" />
          </div>
        )}
      </Section>
      <Section
        id="doubts"
        title="What would change our mind"
        reading={<CodeText text={study.wouldChangeOurMind} />}
      >
        {(study.changes ?? []).length > 0 && (
          <>
            <h3>Changed after a pilot</h3>
            <ul>
              {study.changes?.map((change) => (
                <li key={change}>
                  <CodeText text={change} />
                </li>
              ))}
            </ul>
          </>
        )}
        <p>
          <Link to="/study/$study/runs" params={{ study: study.name }}>
            All runs
          </Link>{" "}
          ·{" "}
          <Link to="/study/$study/compare" params={{ study: study.name }}>
            Compare them
          </Link>
        </p>
      </Section>
    </div>
  );
};

const Figures = ({
  known: { study, live, published },
  onPick,
}: {
  known: KnownStudy;
  onPick: (run: string, adds: boolean) => void;
}) => {
  const figures: readonly StudyFigure[] = useMemo(
    () => (live === undefined ? (published?.figures ?? []) : study.figures(live.evidence)),
    [study, live, published],
  );
  const shown = figures.filter(({ records }) => records.length > 0);
  if (shown.length === 0) return <Message title="No figures yet" />;
  return (
    <div className="grid two">
      {shown.map((figure) => (
        <StudyFigureView key={figure.name} figure={figure} onPick={onPick} />
      ))}
    </div>
  );
};
