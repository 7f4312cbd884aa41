import type { EssayClaimName, EssayFinding } from "@vae-lab/experiments/studies";
import { bearingText } from "../findings/bearing-text.ts";
import { Verdict } from "../findings/verdict.tsx";
import { countText } from "../study/count-text.ts";
import { useStory } from "./story-context.tsx";

const Claim = ({ name, claim, verdict, bearings }: EssayFinding) => {
  const { FindingLink } = useStory();
  return (
    <li className="claim">
      <div className="claim-head">
        <Verdict verdict={verdict} />
        <p>
          <span className="faint">{name}</span> {claim}
        </p>
      </div>
      {bearings.length === 0 ? (
        <p className="faint">No study that is reported decides this yet.</p>
      ) : (
        <details>
          <summary>{countText(bearings.length, "result")} behind this verdict</summary>
          <ul className="bearings">
            {bearings.map(({ study, finding, isInFavour }) => (
              <li key={`${study} ${finding.name}`}>
                <b>{bearingText(isInFavour)}:</b>{" "}
                <FindingLink study={study} finding={finding.name}>
                  {finding.claim}
                </FindingLink>{" "}
                <span className="faint">
                  {finding.evidence === "" ? finding.lacking : finding.evidence}
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </li>
  );
};

/** The claims of the essay that a step is about, with their verdicts and the data behind them. */
export const Evidence = ({ claims }: { readonly claims: readonly EssayClaimName[] }) => {
  const { essay } = useStory();
  if (essay === undefined) return <p className="faint">Loading the findings…</p>;
  return (
    <ul className="claims">
      {essay
        .filter(({ name }) => claims.includes(name))
        .map((finding) => (
          <Claim key={finding.name} {...finding} />
        ))}
    </ul>
  );
};
