import { shortHash } from "../study/short-hash.ts";
import type { VerifyReport, VerifyRow } from "./verify-report.ts";

type Unsupported = VerifyReport["unsupported"][number];

/** The comparisons of a property, and the pairs that cannot be compared. */
export interface VerifiedProperty {
  /** Short and stable, for URLs. */
  readonly key: string;
  readonly name: string;
  readonly rows: readonly VerifyRow[];
  readonly unsupported: readonly Unsupported[];
  readonly failed: number;
  /** Largest deviation in standard errors, of an estimate or its variance; undefined without noise. */
  readonly largest: number | undefined;
}

const deviationsOf = ({ biasInErrors, varianceInErrors, relation }: VerifyRow): number[] =>
  // A bound may deviate to its side by any amount.
  [relation === "equals" ? biasInErrors : undefined, varianceInErrors].flatMap((z) =>
    z === undefined || !Number.isFinite(z) ? [] : [Math.abs(z)],
  );

/** The largest deviation of these rows in standard errors. */
export const largestDeviation = (rows: readonly VerifyRow[]): number | undefined => {
  const all = rows.flatMap(deviationsOf);
  return all.length === 0 ? undefined : Math.max(...all);
};

const mentions = (
  { property, divergence, estimator }: Pick<VerifyRow, "property" | "divergence" | "estimator">,
  text: string,
): boolean =>
  [property, divergence, estimator].some((part) => part.toLowerCase().includes(text.toLowerCase()));

interface Asked {
  /** Part of a property, a divergence or an estimator. */
  readonly text?: string | undefined;
  readonly onlyFailed?: boolean | undefined;
}

/** The properties of a report with the comparisons that are asked for, in the order of the report. */
export const verifiedProperties = (
  { rows, unsupported }: Pick<VerifyReport, "rows" | "unsupported">,
  { text = "", onlyFailed = false }: Asked = {},
): VerifiedProperty[] => {
  const own = rows.filter((row) => mentions(row, text) && (!onlyFailed || row.verdict === "fail"));
  const without = onlyFailed ? [] : unsupported.filter((pair) => mentions(pair, text));
  const names = [...new Set([...own, ...without].map(({ property }) => property))];
  return names.map((name) => {
    const mine = own.filter(({ property }) => property === name);
    return {
      key: shortHash(name),
      name,
      rows: mine,
      unsupported: without.filter(({ property }) => property === name),
      failed: mine.filter(({ verdict }) => verdict === "fail").length,
      largest: largestDeviation(mine),
    };
  });
};
