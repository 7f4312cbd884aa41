import type { EssayClaimName } from "@vae-lab/experiments/studies";
import { Bearings, EssayClaim } from "../findings/essay-claim.tsx";
import { countText } from "../study/count-text.ts";
import { useStory } from "./story-context.tsx";

/** The claims of the essay that a step explains, with their verdicts and the data behind them. */
export const Evidence = ({ claims }: { readonly claims: readonly EssayClaimName[] }) => {
  const { essay, FindingLink } = useStory();
  if (essay === undefined) return <p className="faint">Loading the findings…</p>;
  return (
    <ul className="claims">
      {essay
        .filter(({ name }) => claims.includes(name))
        .map((finding) => (
          <EssayClaim key={finding.name} {...finding}>
            {finding.bearings.length === 0 ? (
              <p className="faint">No study that is reported decides this yet.</p>
            ) : (
              <details>
                <summary>
                  {countText(finding.bearings.length, "result")} behind this verdict
                </summary>
                <Bearings bearings={finding.bearings} link={FindingLink} />
              </details>
            )}
          </EssayClaim>
        ))}
    </ul>
  );
};
