import type { Row, Unsupported, Verdicts } from "@vae-lab/verify";
import type { MatrixReport } from "@vae-lab/verify/matrix";
import { countText } from "../command-line/count-text.ts";
import { decimal } from "../report/number-text.ts";
import { plainTable } from "../report/plain-table.ts";

/** The parts of a report that its text has. */
type Printed = Omit<MatrixReport, "backend" | "thorough">;

/** Five significant digits; empty if absent. */
const digits = (value: number | undefined): string => {
  if (value === undefined) return "";
  if (!Number.isFinite(value)) return decimal(value, 0);
  if (value === 0) return "0";
  const text =
    Math.abs(value) >= 1e-3 && Math.abs(value) < 1e6
      ? value.toFixed(Math.min(10, Math.max(0, 4 - Math.floor(Math.log10(Math.abs(value))))))
      : value.toExponential(1);
  return text.replaceAll("-", "−");
};

const signed = (value: number | undefined): string => {
  if (value === undefined) return "";
  return `${value > 0 ? "+" : ""}${decimal(value, 1)}`;
};

const relations = { equals: "", "at-most": "≤ ", "at-least": "≥ " } as const;

const columns = [
  ["", "left"],
  ["divergence or model", "left"],
  ["estimator", "left"],
  ["of", "left"],
  ["exact", "right"],
  ["estimate", "right"],
  ["bias, s.e.", "right"],
  ["detects", "right"],
  ["variance", "right"],
  ["exact", "right"],
  ["off, s.e.", "right"],
  ["SNR", "right"],
] as const;

const line = (row: Row): string[] => [
  row.verdict === "pass" ? "pass" : "FAIL",
  row.divergence,
  row.estimator,
  row.of,
  `${relations[row.relation]}${digits(row.exact)}`,
  digits(row.estimate),
  signed(row.biasInErrors),
  row.relation === "equals" ? digits(row.detects) : "—",
  digits(row.variance),
  digits(row.exactVariance),
  signed(row.varianceInErrors),
  decimal(row.signalToNoise, 3).replace("—", ""),
];

/** A table without the columns that are empty for all rows. */
const table = (rows: readonly Row[]): string => {
  const lines = rows.map(line);
  const used = columns.map((_, i) => lines.some((cells) => cells[i] !== ""));
  return plainTable(
    columns.map(([heading, align]) => ({ heading, align })).filter((_, i) => used[i]),
    lines.map((cells) => cells.filter((_, i) => used[i])),
  );
};

/** Groups in order of appearance. */
const groups = <T>(items: readonly T[], key: (item: T) => string): [string, T[]][] => {
  const found = new Map<string, T[]>();
  for (const item of items) {
    const own = found.get(key(item));
    if (own) own.push(item);
    else found.set(key(item), [item]);
  }
  return [...found];
};

const unsupportedText = (unsupported: readonly Unsupported[]): string =>
  groups(unsupported, ({ reason }) => reason)
    .map(([reason, cells]) => {
      const pairs = groups(cells, ({ divergence }) => divergence).map(
        ([divergence, own]) =>
          `  ${divergence}: ${own.map(({ estimator }) => estimator).join("; ")}`,
      );
      return `unsupported, ${reason}\n${pairs.join("\n")}`;
    })
    .join("\n\n");

const summary = ({ rows, unsupported, failed, passed, broken, ...report }: Printed): string => {
  const { threshold, statisticalComparisons, risk, seconds, seed, estimates } = report;
  const failures = groups(
    rows.filter(({ verdict }) => verdict === "fail"),
    ({ property }) => property,
  ).map(([property, own]) => `FAILED: ${property} (${countText(own.length, "comparison")})`);
  return [
    `${passed} passed, ${failed} failed, ${unsupported.length} unsupported pairs; ${seconds.toFixed(1)} s, seed ${seed}, ${estimates} estimates each.`,
    `${statisticalComparisons} comparisons are statistical: each may deviate by ${threshold.toFixed(2)} standard errors, so that correct code fails with probability < ${risk}. "detects" is the smallest bias that fails the check (— for bounds ≤ and ≥, which only limit one side). SNR is |mean|/sd of one estimate, corrected for its noise.`,
    ...(broken === undefined ? [] : [`Injected bug: ${broken}.`]),
    ...failures,
  ].join("\n");
};

/** The results as text: a table per property, unsupported pairs with their reasons, a summary. */
export const matrixText = (report: Printed): string =>
  [
    ...groups(report.rows, ({ property }) => property).map(
      ([property, rows]) => `${property}\n${table(rows)}`,
    ),
    unsupportedText(report.unsupported),
    summary(report),
  ]
    .filter((part) => part !== "")
    .join("\n\n");

/** A text in the characters that MLflow allows in metric names. */
const plain = (text: string): string =>
  text
    .normalize("NFKD")
    .replaceAll("χ", "chi")
    .replaceAll("α", "alpha")
    .replaceAll("μ", "mu")
    .replaceAll("σ", "sigma")
    .replaceAll("√", "sqrt ")
    .replaceAll("≥", "at least ")
    .replaceAll("²", "2")
    .replaceAll("‖", " from ")
    .replaceAll(/[^\w. -]+/g, " ")
    .replaceAll(/\s+/g, " ")
    .trim();

/** The results as metrics: counts, and deviations from exact values in standard errors. */
export const matrixMetrics = ({
  rows,
  unsupported,
  passed,
  failed,
  threshold,
}: Verdicts): Record<string, number> => {
  const noisy = rows.flatMap((row) =>
    row.biasInErrors === undefined || !Number.isFinite(row.biasInErrors)
      ? []
      : [
          [
            `z/${[row.divergence, row.estimator, row.of].map(plain).join("/")}`,
            row.biasInErrors,
          ] as const,
        ],
  );
  return {
    "verify/passed": passed,
    "verify/failed": failed,
    "verify/unsupported": unsupported.length,
    "verify/threshold": threshold,
    "verify/largest_z": Math.max(0, ...noisy.map(([, z]) => Math.abs(z))),
    ...Object.fromEntries(noisy),
  };
};
