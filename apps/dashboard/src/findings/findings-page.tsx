import { Link } from "@tanstack/react-router";
import { essayFindings, studies } from "@vae-lab/experiments/studies";
import { useMemo } from "react";
import { Loading } from "../components/message.tsx";
import { useScrollPlace } from "../components/use-scroll-place.ts";
import { useTitle } from "../components/use-title.ts";
import { bearingText } from "./bearing-text.ts";
import { findingsOf, useStudyReports } from "./use-study-reports.ts";
import { Verdict } from "./verdict.tsx";

const all = Object.values(studies);

const order = ["supported", "holds in part", "contradicted", "not decided"] as const;

/** The claims of Saghir's essay with the verdicts of all studies. */
export const FindingsPage = () => {
  const known = useStudyReports(all);
  useTitle("Findings");
  useScrollPlace();
  const isPending = known.some((one) => one.isPending);
  const findings = known.map((one) => ({ name: one.study.name, findings: findingsOf(one) }));
  const text = JSON.stringify(findings.map((one) => one.findings.map(({ verdict }) => verdict)));
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text changes with the verdicts
  const essay = useMemo(() => essayFindings(findings), [text]);
  if (isPending) return <Loading what="the findings" />;
  return (
    <div className="sections findings-page">
      <header className="page-head">
        <h1>Findings</h1>
        <p className="faint">
          The claims of Saghir's essay, in our words, and what the studies found. “Supported” and
          “contradicted” mean that every finding that bears on the claim says so.
        </p>
        <p className="verdicts">
          {order.map((verdict) => {
            const count = essay.filter((one) => one.verdict === verdict).length;
            return count === 0 ? null : <Verdict key={verdict} verdict={verdict} count={count} />;
          })}
        </p>
      </header>
      <section className="section" aria-label="Claims of the essay">
        <ul className="claims">
          {essay.map(({ name, claim, verdict, bearings }) => (
            <li key={name} id={name} className="claim">
              <div className="claim-head">
                <Verdict verdict={verdict} />
                <p>
                  <span className="faint">{name}</span> {claim}
                </p>
              </div>
              {bearings.length === 0 ? (
                <p className="faint">No study asks this yet.</p>
              ) : (
                <ul className="bearings">
                  {bearings.map(({ study, finding, isInFavour }) => (
                    <li key={`${study} ${finding.name}`}>
                      <b>{bearingText(isInFavour)}:</b>{" "}
                      <Link to="/study/$study" params={{ study }} hash={finding.name}>
                        {finding.claim}
                      </Link>{" "}
                      <span className="faint">
                        {finding.evidence === "" ? finding.lacking : finding.evidence}
                      </span>
                    </li>
                  ))}
                </ul>
              )}
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
};
