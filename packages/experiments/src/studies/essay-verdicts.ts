import { type EssayClaimName, essayClaims } from "./essay-claims.ts";
import type { Finding } from "./finding.ts";

export type EssayVerdict = "supported" | "contradicted" | "holds in part" | "not decided";

/** A finding that bears on a claim of the essay. */
export interface Bearing {
  readonly study: string;
  readonly finding: Finding;
  /** Whether the finding supports the essay's claim; undefined where it is not decided. */
  readonly isInFavour: boolean | undefined;
}

/** A claim of the essay and what the studies found on it. */
export interface EssayFinding {
  readonly name: EssayClaimName;
  readonly claim: string;
  readonly verdict: EssayVerdict;
  readonly bearings: readonly Bearing[];
}

const inFavour = ({ verdict, opposes }: Finding, name: EssayClaimName): boolean | undefined =>
  verdict === "could not tell" ? undefined : (verdict === "holds") !== opposes.includes(name);

/**
 * "supported" or "contradicted" if every finding that bears on the claim says so, "holds in part" if
 * some support it, else "not decided": findings that are open keep a claim from being contradicted.
 */
const verdictFrom = (bearings: readonly Bearing[]): EssayVerdict => {
  const favours = bearings.map(({ isInFavour }) => isInFavour);
  if (favours.length === 0) return "not decided";
  if (favours.every((each) => each === true)) return "supported";
  if (favours.every((each) => each === false)) return "contradicted";
  return favours.includes(true) ? "holds in part" : "not decided";
};

/** The verdicts on the essay's claims from the findings of some studies, in the order of the essay. */
export const essayFindings = (
  studies: readonly { readonly name: string; readonly findings: readonly Finding[] }[],
): EssayFinding[] =>
  (Object.keys(essayClaims) as EssayClaimName[]).map((name) => {
    const bearings = studies.flatMap(({ name: study, findings }) =>
      findings
        .filter(({ supports, opposes }) => supports.includes(name) || opposes.includes(name))
        .map((finding) => ({ study, finding, isInFavour: inFavour(finding, name) })),
    );
    return { name, claim: essayClaims[name], verdict: verdictFrom(bearings), bearings };
  });
