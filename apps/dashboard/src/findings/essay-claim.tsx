import type { EssayFinding } from "@vae-lab/experiments/studies";
import type { ComponentType, ReactNode } from "react";
import { Verdict } from "./verdict.tsx";

interface EssayClaimProps extends EssayFinding {
  /** The anchor of the claim on its page. */
  readonly id?: string;
  /** What the verdict rests on. */
  readonly children: ReactNode;
}

/** A claim of Saghir's essay with its verdict. */
export const EssayClaim = ({ id, name, claim, verdict, children }: EssayClaimProps) => (
  <li id={id} className="claim">
    <div className="claim-head">
      <Verdict verdict={verdict} />
      <p>
        <span className="faint">{name}</span> {claim}
      </p>
    </div>
    {children}
  </li>
);

/** A link to a finding in the report of its study. */
export type FindingLinkOf = ComponentType<{
  readonly study: string;
  readonly finding: string;
  readonly children: ReactNode;
}>;

/** Whether a finding supports the claim. */
const sideOf = (isInFavour: boolean | undefined): string =>
  isInFavour === undefined ? "open" : isInFavour ? "for" : "against";

interface BearingsProps extends Pick<EssayFinding, "bearings"> {
  readonly link: FindingLinkOf;
}

/** The findings that decide a claim, with their evidence. */
export const Bearings = ({ bearings, link: FindingLink }: BearingsProps) => (
  <ul className="bearings">
    {bearings.map(({ study, finding, isInFavour }) => (
      <li key={`${study} ${finding.name}`}>
        <b>{sideOf(isInFavour)}:</b>{" "}
        <FindingLink study={study} finding={finding.name}>
          {finding.claim}
        </FindingLink>{" "}
        <span className="faint">
          {finding.evidence === "" ? finding.lacking : finding.evidence}
        </span>
      </li>
    ))}
  </ul>
);
