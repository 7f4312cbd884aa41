import type { FittedRow, ModelAxisReport } from "@vae-lab/verify/model-axis";
import { findingsText } from "../report/findings.ts";
import { absent, decimal } from "../report/number-text.ts";
import { plainTable } from "../report/plain-table.ts";

const left = (heading: string) => ({ heading, align: "left" as const });
const right = (heading: string) => ({ heading, align: "right" as const });

const fitsTable = (rows: readonly FittedRow[]): string =>
  plainTable(
    [
      ...[left("data"), left("divergence"), left("minimum"), left("model")],
      ...[right("nats"), right("coverage"), right("spurious")],
    ],
    rows.map((row) => [
      ...[row.toy, row.divergence, row.isGlobal ? "best" : "another", row.described],
      ...[decimal(row.value, 5), decimal(row.coverage, 3), decimal(row.spurious, 3)],
    ]),
  );

const transitionsTable = ({ transitions }: ModelAxisReport): string =>
  plainTable(
    [left("divergence"), right("a mode is a minimum from"), right("the better one from")],
    transitions.map(({ divergence, seekingFrom, switchAt }) => [
      divergence,
      seekingFrom === undefined ? absent : `±${decimal(seekingFrom, 4)}`,
      switchAt === undefined ? absent : `±${decimal(switchAt, 4)}`,
    ]),
  );

/** The report for a person: fits, transitions, and what holds. */
export const modelAxisText = (report: ModelAxisReport): string =>
  [
    "Coverage: the data's mass inside the densest 95 % of the model. Spurious: the model's mass outside the densest 95 % of the data.",
    fitsTable(report.fits),
    `One normal for two modes at ±a, which move apart (up to ±${report.transitions[0]?.upTo})`,
    transitionsTable(report),
    findingsText(report.findings, ""),
  ].join("\n\n");

const plain = (text: string): string =>
  text
    .replaceAll("α", "alpha")
    .replaceAll("ρ", "rho")
    .replaceAll("±", "at ")
    .replaceAll(/[^\w. -]+/g, " ")
    .replaceAll(/\s+/g, " ")
    .trim();

/** The report's numbers, for tracking. */
export const modelAxisMetrics = ({
  fits,
  transitions,
  findings,
}: ModelAxisReport): Record<string, number> => {
  const best = fits.filter(({ isGlobal }) => isGlobal);
  const of = (key: "value" | "coverage" | "spurious") =>
    best.map((row) => [`${key}/${plain(row.toy)}/${plain(row.divergence)}`, row[key]] as const);
  return {
    "findings/hold": findings.filter(({ verdict }) => verdict === "holds").length,
    "findings/fail": findings.filter(({ verdict }) => verdict !== "holds").length,
    ...Object.fromEntries([...of("value"), ...of("coverage"), ...of("spurious")]),
    ...Object.fromEntries(
      transitions.flatMap(({ divergence, seekingFrom, switchAt }) => [
        ...(seekingFrom === undefined ? [] : [[`seeking_from/${plain(divergence)}`, seekingFrom]]),
        ...(switchAt === undefined ? [] : [[`switch_at/${plain(divergence)}`, switchAt]]),
      ]),
    ),
  };
};
