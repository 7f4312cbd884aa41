import { Link } from "@tanstack/react-router";
import type { Finding } from "@vae-lab/experiments/studies";
import { hovers } from "../components/hovered-run.ts";
import { selectionPart } from "../selection.ts";
import { countText } from "../study/count-text.ts";
import { Verdict } from "./verdict.tsx";

interface ClaimProps {
  readonly finding: Finding;
  readonly study: string;
  /** Ids of the runs that the verdict rests on. */
  readonly runs: readonly string[];
  /** Ids of all runs of the study. */
  readonly all: readonly string[];
  /** Whether the URL names this claim. */
  readonly isTarget: boolean;
}

/** A claim with its verdict, its evidence, and a link to the runs behind it. */
export const Claim = ({ finding, study, runs, all, isTarget }: ClaimProps) => (
  <li className={isTarget ? "claim target" : "claim"} id={finding.name} {...hovers(runs.join(" "))}>
    <div className="claim-head">
      <Verdict verdict={finding.verdict} />
      <p>{finding.claim}</p>
    </div>
    {finding.evidence !== "" && <p className="evidence">{finding.evidence}</p>}
    {finding.lacking !== undefined && <p className="faint">{finding.lacking}</p>}
    <details>
      <summary>The rule{finding.power === undefined ? "" : " and its power"}</summary>
      <p className="faint">{finding.rule}</p>
      {finding.power !== undefined && <p className="faint">{finding.power}</p>}
    </details>
    {runs.length > 0 && (
      <Link
        to="/study/$study/compare"
        params={{ study }}
        search={{ runs: selectionPart(runs, all), q: undefined, sort: undefined }}
      >
        Compare the {countText(runs.length, "run")} behind it
      </Link>
    )}
  </li>
);
