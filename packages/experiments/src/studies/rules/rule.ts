import type { Evidence } from "../evidence.ts";
import type { Criterion, Verdict } from "./criterion.ts";
import type { Estimate, Quantity } from "./quantity.ts";

/** A quantity and what it must be. */
export interface Part {
  readonly quantity: Quantity;
  readonly criterion: Criterion;
}

/** How one part of a rule was judged. */
export interface JudgedPart extends Part {
  readonly estimate: Estimate | undefined;
  readonly verdict: Verdict;
}

/**
 * How a claim is judged: its parts must all hold. Each part may hold at the full risk, because the
 * claim holds only if all do; the risk that one part fails falsely is divided among them.
 */
export interface Rule {
  readonly text: string;
  readonly parts: readonly Part[];
}

/** The rule of one quantity. */
export const rule = (quantity: Quantity, criterion: Criterion): Rule => ({
  text: `${quantity.text}. The claim holds if ${criterion.text}.`,
  parts: [{ quantity, criterion }],
});

/** The rule that all of some rules hold. */
export const all = (rules: readonly Rule[]): Rule => ({
  text: rules.map(({ text }) => text).join(" "),
  parts: rules.flatMap(({ parts }) => parts),
});

/** The quantity of every step from a point to the next must meet the criterion. */
export const monotone = <Point>(
  points: readonly Point[],
  step: (next: Point, point: Point) => Quantity,
  criterion: Criterion,
): Rule => {
  const parts = points.slice(1).flatMap((next, i) => {
    const point = points[i];
    return point === undefined ? [] : [{ quantity: step(next, point), criterion }];
  });
  return {
    text: `Each of ${parts.length} steps: ${parts[0]?.quantity.text ?? ""}, and so on. The claim holds if for every step ${criterion.text}.`,
    parts,
  };
};

/** Judges the parts of a rule at a risk. */
export const judgedParts = ({ parts }: Rule, evidence: Evidence, risk: number): JudgedPart[] =>
  parts.map(({ quantity, criterion }) => {
    const estimate = quantity.measure(evidence);
    if (estimate === undefined) return { quantity, criterion, estimate, verdict: "could not tell" };
    const verdict = criterion.judge(estimate, risk);
    if (verdict !== "fails" || criterion.judge(estimate, risk / parts.length) === "fails")
      return { quantity, criterion, estimate, verdict };
    return { quantity, criterion, estimate, verdict: "could not tell" };
  });

/** The verdict of a rule from those of its parts. */
export const verdictOf = (parts: readonly JudgedPart[]): Verdict => {
  if (parts.some(({ verdict }) => verdict === "fails")) return "fails";
  return parts.length > 0 && parts.every(({ verdict }) => verdict === "holds")
    ? "holds"
    : "could not tell";
};
