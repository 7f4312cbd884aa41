import { svgOf } from "@vae-lab/viz/node";
import { drawFigure } from "../studies/draw-figure.ts";
import type { Finding } from "../studies/finding.ts";
import type { StudyReport } from "../studies/study-report.ts";
import type { Block } from "./page.ts";
import { verdictWord } from "./verdict-word.ts";

const short = (value: number): string =>
  `${value < 0 ? "−" : ""}${Number(Math.abs(value).toPrecision(4))}`;

const bearsOn = ({ supports, opposes }: Finding): string =>
  [...supports, ...opposes.map((name) => `against ${name}`)].join(", ");

const measured = ({ measurements }: Finding): string =>
  measurements
    .map(({ value, interval }) =>
      interval === undefined
        ? short(value)
        : `${short(value)} (${short(interval[0])} to ${short(interval[1])})`,
    )
    .join("; ");

const seedsOf = ({ measurements }: Finding): string =>
  [...new Set(measurements.flatMap(({ n }) => n ?? []))].join(", ");

const findingsTable = (findings: readonly Finding[]): Block => ({
  kind: "table",
  head: ["verdict", "claim", "essay", "measured (deciding interval)", "n"],
  rows: findings.map((finding) => [
    `**${verdictWord(finding.verdict)}**`,
    finding.claim,
    bearsOn(finding),
    measured(finding) || (finding.lacking ?? ""),
    seedsOf(finding),
  ]),
});

const rulesTable = (findings: readonly Finding[]): Block => ({
  kind: "table",
  head: ["claim", "rule, fixed before the run", "size of the sample"],
  rows: findings.map(({ claim, rule, power = "" }) => [claim, rule, power]),
});

const hours = (seconds: number): string =>
  seconds < 5400 ? `${Math.round(seconds / 60)} minutes` : `${(seconds / 3600).toFixed(1)} hours`;

const provenanceItems = ({ provenance, options, findings }: StudyReport): string[] => {
  const { finished, planned, seconds, dataHashes, codeHashes, planHash } = provenance;
  const judgedBy = findings.find((finding) => finding.judgedBy !== undefined)?.judgedBy;
  const level = judgedBy === undefined ? [] : [judgedBy];
  if (planned === 0)
    return level.length === 0
      ? ["Computed without training, from `exact.csv`."]
      : [
          ...level,
          `Computed by the study itself with ${options.seeds} seeds; the verdicts rest on \`exact.csv\`, and \`vae-lab report --check\` recomputes them.`,
        ];
  return [
    ...level,
    `${finished} of ${planned} planned trials finished, ${options.seeds} seeds planned, ${hours(seconds)} of computing in all.${finished < planned ? " **Fewer than planned: the numbers of seeds above are those that finished.**" : ""}`,
    `Data: ${dataHashes.map((hash) => `\`${hash.slice(0, 16)}\``).join(", ")}. Configs: \`${planHash}\`. Code: ${codeHashes.map((hash) => `\`${hash}\``).join(", ")}.`,
    "The verdicts rest on `trials.csv`; `vae-lab report --check` recomputes them.",
  ];
};

/** The report as a page. */
export const reportPage = (report: StudyReport): Block[] => [
  { kind: "heading", level: 1, text: report.study },
  { kind: "paragraph", text: `**${report.question}**` },
  { kind: "paragraph", text: report.setting },
  findingsTable(report.findings),
  { kind: "list", items: provenanceItems(report) },
  ...report.figures.map(
    (figure): Block => ({
      kind: "figure",
      name: figure.name,
      caption: figure.caption,
      svg: svgOf((document) => drawFigure(figure, { document })),
    }),
  ),
  { kind: "heading", level: 2, text: "What would change our mind" },
  { kind: "paragraph", text: report.wouldChangeOurMind },
  ...(report.changes.length === 0
    ? []
    : ([
        { kind: "heading", level: 2, text: "Changes after a pilot" },
        { kind: "list", items: report.changes },
      ] satisfies Block[])),
  { kind: "heading", level: 2, text: "Rules" },
  rulesTable(report.findings),
  { kind: "heading", level: 2, text: "Reproduce" },
  { kind: "commands", lines: report.commands },
];
