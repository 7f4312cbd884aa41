import { numberText } from "@vae-lab/viz";
import { ScrollBox } from "../components/scroll-box.tsx";
import type { VerifyRow } from "./verify-report.ts";

const relations = { equals: "", "at-most": "≤ ", "at-least": "≥ " } as const;

/** A number of a row: empty if absent; JSON cannot tell infinities from NaN. */
const digits = (value: number | undefined): string => {
  if (value === undefined) return "";
  return Number.isNaN(value) ? "not finite" : numberText(value);
};

const signed = (value: number | undefined): string =>
  value === undefined ? "" : `${value > 0 ? "+" : ""}${digits(Number(value.toFixed(1)))}`;

interface NumberColumn {
  readonly head: string;
  readonly meaning: string;
  readonly text: (row: VerifyRow) => string;
}

const columns: readonly NumberColumn[] = [
  {
    head: "exact",
    meaning: "By integration, enumeration or a closed form; ≤ and ≥ mark bounds",
    text: ({ relation, exact }) => `${relations[relation]}${digits(exact)}`,
  },
  {
    head: "estimate",
    meaning: "The mean of the independent estimates",
    text: ({ estimate }) => digits(estimate),
  },
  {
    head: "bias, s.e.",
    meaning: "Estimate minus exact value, in standard errors",
    text: ({ biasInErrors }) => signed(biasInErrors),
  },
  {
    head: "detects",
    meaning: "The smallest bias that would have failed; a bound limits one side only",
    text: ({ relation, detects }) => (relation === "equals" ? digits(detects) : "—"),
  },
  {
    head: "variance",
    meaning: "The variance of one estimate",
    text: ({ variance }) => digits(variance),
  },
  {
    head: "exact variance",
    meaning: "By integration or enumeration",
    text: ({ exactVariance }) => digits(exactVariance),
  },
  {
    head: "off, s.e.",
    meaning: "Variance minus exact variance, in standard errors",
    text: ({ varianceInErrors }) => signed(varianceInErrors),
  },
  {
    head: "SNR",
    meaning: "|mean|/sd of one estimate, corrected for its noise",
    text: ({ signalToNoise }) => digits(signalToNoise),
  },
];

interface ComparisonTableProps {
  readonly name: string;
  readonly rows: readonly VerifyRow[];
}

/** Comparisons with their numbers, without the columns that are empty for all of them. */
export const ComparisonTable = ({ name, rows }: ComparisonTableProps) => {
  const used = columns.filter(({ text }) => rows.some((row) => text(row) !== ""));
  return (
    <ScrollBox className="wide" label={`Comparisons of: ${name}`}>
      <table className="verify-table">
        <thead>
          <tr>
            <th scope="col">verdict</th>
            <th scope="col">divergence or model</th>
            <th scope="col">estimator</th>
            <th scope="col">of</th>
            {used.map(({ head, meaning }) => (
              <th key={head} scope="col" className="number" title={meaning}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr
              key={JSON.stringify([row.divergence, row.estimator, row.of, row.exact])}
              className={row.verdict === "fail" ? "failed" : undefined}
            >
              <td className={row.verdict === "fail" ? "failed" : "passed"}>
                {row.verdict === "fail" ? "✕ fail" : "✓ pass"}
              </td>
              <td>{row.divergence}</td>
              <td>{row.estimator}</td>
              <td>{row.of}</td>
              {used.map(({ head, text }) => (
                <td key={head} className="number">
                  {text(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
};
