import { Loading } from "../components/message.tsx";
import { useScrollPlace } from "../components/use-scroll-place.ts";
import { useTitle } from "../components/use-title.ts";
import { Bearings, EssayClaim } from "./essay-claim.tsx";
import { FindingLink } from "./finding-link.tsx";
import { useEssayFindings } from "./use-essay-findings.ts";
import { Verdict } from "./verdict.tsx";

const order = ["supported", "holds in part", "contradicted", "not decided"] as const;

/** The claims of Saghir's essay with the verdicts of all studies. */
export const FindingsPage = () => {
  const essay = useEssayFindings();
  useTitle("Findings");
  useScrollPlace();
  if (essay === undefined) return <Loading what="the findings" />;
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
          {essay.map((finding) => (
            <EssayClaim key={finding.name} id={finding.name} {...finding}>
              {finding.bearings.length === 0 ? (
                <p className="faint">No study asks this yet.</p>
              ) : (
                <Bearings bearings={finding.bearings} link={FindingLink} />
              )}
            </EssayClaim>
          ))}
        </ul>
      </section>
    </div>
  );
};
