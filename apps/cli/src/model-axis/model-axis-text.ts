import type { FittedRow, ModelAxisReport } from "@vae-lab/experiments/model-direction";
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
      ...[row.toy, row.divergence, row.isGlobal ? "global" : "local", row.described],
      ...[decimal(row.value, 5), decimal(row.coverage, 3), decimal(row.spurious, 3)],
    ]),
  );

const transitionsTable = ({ transitions }: ModelAxisReport): string =>
  plainTable(
    [left("divergence"), right("one mode is a local minimum from"), right("the global one from")],
    transitions.map(({ divergence, seekingFrom, switchAt }) => [
      divergence,
      seekingFrom === undefined ? absent : `±${decimal(seekingFrom, 4)}`,
      switchAt === undefined ? absent : `±${decimal(switchAt, 4)}`,
    ]),
  );

/** The report as text: fits, transitions and findings. */
export const modelAxisText = (report: ModelAxisReport): string =>
  [
    "Coverage: mass of the data inside the densest 95 % of the model. Spurious: mass of the model outside the densest 95 % of the data.",
    fitsTable(report.fits),
    `One normal fitted to two modes at ±a, for a up to ${report.transitions[0]?.upTo}`,
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

/** The numbers of the report as metrics. */
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
