import { numberText } from "@vae-lab/viz";
import { ScrollBox } from "../components/scroll-box.tsx";
import { countText } from "../study/count-text.ts";
import { largestDeviation, type VerifiedProperty } from "./verified-properties.ts";

const distinct = (texts: readonly string[]): string[] => [...new Set(texts)];

/** Whether a matrix shows more than a list would. */
const hasMatrix = (divergences: readonly string[], estimators: readonly string[]): boolean =>
  divergences.length > 1 && estimators.length > 1;

interface PairCellProps {
  readonly property: VerifiedProperty;
  readonly divergence: string;
  readonly estimator: string;
}

const PairCell = ({ property, divergence, estimator }: PairCellProps) => {
  const isPair = (pair: { divergence: string; estimator: string }) =>
    pair.divergence === divergence && pair.estimator === estimator;
  const rows = property.rows.filter(isPair);
  const reason = property.unsupported.find(isPair)?.reason;
  if (rows.length === 0)
    return <td className="faint">{reason === undefined ? "" : <span title={reason}>n/a</span>}</td>;
  const failed = rows.filter(({ verdict }) => verdict === "fail").length;
  const largest = largestDeviation(rows);
  return (
    <td className={failed > 0 ? "failed" : "passed"} title={countText(rows.length, "comparison")}>
      {failed > 0 ? `✕ ${failed} of ${rows.length}` : "✓"}
      {largest !== undefined && (
        <span className="faint"> {numberText(Number(largest.toFixed(1)))}</span>
      )}
    </td>
  );
};

/** The pairs of a property: largest deviation in standard errors by divergence and estimator. */
export const PairMatrix = ({ property }: { property: VerifiedProperty }) => {
  const pairs = [...property.rows, ...property.unsupported];
  const divergences = distinct(pairs.map(({ divergence }) => divergence));
  const estimators = distinct(pairs.map(({ estimator }) => estimator));
  if (!hasMatrix(divergences, estimators)) return null;
  return (
    <ScrollBox className="wide" label={`Pairs of: ${property.name}`}>
      <table className="verify-table matrix">
        <thead>
          <tr>
            <th scope="col">divergence or model</th>
            {estimators.map((estimator) => (
              <th key={estimator} scope="col">
                {estimator}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {divergences.map((divergence) => (
            <tr key={divergence}>
              <th scope="row">{divergence}</th>
              {estimators.map((estimator) => (
                <PairCell
                  key={estimator}
                  property={property}
                  divergence={divergence}
                  estimator={estimator}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
};
