import type { PowerLaw } from "@vae-lab/statistics";
import type { EpochReport } from "../epoch/bench-epoch.ts";
import type { Ratio } from "../rounds/paired-ratio.ts";
import type { Failure, RatioResult, Result } from "../rounds/results.ts";
import type { Spread } from "../rounds/spread.ts";
import { dispatchLimit, sweepAxis } from "../scale/axes.ts";
import type { ScaleAxis, ScaleReport } from "../scale/bench-scale.ts";
import type { StepReport } from "../step/bench-step.ts";
import { brief, megabytes, textTable } from "./text-table.ts";

const spread = ({ median, p10, p90 }: Spread): string =>
  `${brief(median)} (${brief(p10)}–${brief(p90)})`;

const ratio = ({ ratio: middle, low, high }: Ratio): string =>
  `${middle.toFixed(3)} (${low.toFixed(2)}–${high.toFixed(2)})`;

const limit = ({ atMost, atLeast, isReached }: RatioResult): string => {
  if (isReached === undefined) return "";
  const bound = atMost !== undefined ? `≤ ${atMost.toFixed(2)}` : `≥ ${atLeast?.toFixed(2)}`;
  return `${bound} ${isReached ? "✓" : "✗"}`;
};

/** Ratios; those of a quick run are not judged. */
const claimTables = (claims: readonly RatioResult[], isQuick: boolean): string[] =>
  claims.length === 0
    ? []
    : [
        textTable(
          ["ratio", "processor time", "wall time", "to reach"],
          claims.map((claim) => [
            `${claim.of} ÷ ${claim.to}`,
            ratio(claim.cpu),
            ratio(claim.wall),
            isQuick ? "" : limit(claim),
          ]),
        ),
      ];

const quickly = (isQuick: boolean): string[] =>
  isQuick
    ? ["**A quick run, which shows that everything works: these numbers measure nothing.**"]
    : [];

const timeTable = (
  results: readonly (Result | Failure)[],
  unit: string,
  last: { readonly heading: string; readonly of: (result: Result) => string },
): string =>
  textTable(
    ["", `processor, ${unit}`, `wall, ${unit}`, "samples × steps", "peak MB", last.heading],
    results.map((result) =>
      "failure" in result
        ? [result.name, "–", "–", "0", "–", "–"]
        : [
            result.name,
            spread(result.cpu),
            spread(result.wall),
            `${result.samples} × ${result.stepsPerSample}`,
            megabytes(result.peakBytes),
            last.of(result),
          ],
    ),
  );

const failures = (results: readonly (Result | Failure)[]): string[] =>
  results.flatMap((result) =>
    "failure" in result ? [`${result.name} failed: ${result.failure}`] : [],
  );

const lossOf = { heading: "last loss", of: ({ loss }: Result) => loss?.toFixed(1) ?? "–" };

/** The benchmark of steps as Markdown. */
export const stepText = ({ models }: StepReport): string =>
  models
    .flatMap(({ title, results, claims, load, isQuick = false }) => [
      `### ${title}`,
      ...quickly(isQuick),
      `Load ${load.toFixed(1)}.`,
      timeTable(results, "ms", lossOf),
      ...failures(results),
      ...claimTables(claims, isQuick),
    ])
    .join("\n\n");

const perSecond = (images: number) => ({
  heading: "images/s per core",
  of: ({ cpu }: Result) => ((1000 * images) / cpu.median).toFixed(0),
});

/** The parts of samples, for candidates that report them. */
const partTables = (results: readonly (Result | Failure)[]): string[] =>
  results.flatMap((result) =>
    "parts" in result && result.parts !== undefined
      ? [
          textTable(
            [`parts of ${result.name}`, "processor, ms", "share"],
            Object.entries(result.parts).map(([part, ms]) => [
              part,
              brief(ms),
              `${((100 * ms) / result.cpu.median).toFixed(0)} %`,
            ]),
          ),
        ]
      : [],
  );

/** The time of our steps alone as a share of the whole time of other candidates. */
const stepsAgainst = (results: readonly (Result | Failure)[]): string[] =>
  results.flatMap((result) => {
    if (!("parts" in result) || result.parts?.steps === undefined) return [];
    const { steps } = result.parts;
    const shares = results.flatMap((other) =>
      "cpu" in other && other.parts === undefined
        ? [`${(steps / other.cpu.median).toFixed(2)} of the whole time of ${other.name}`]
        : [],
    );
    return shares.length === 0
      ? []
      : [
          `The steps of ${result.name} alone take ${shares.join(", ")}: no ratio can be below that.`,
        ];
  });

/** The benchmark of epochs as Markdown. */
export const epochText = ({
  results,
  claims,
  processes,
  images,
  load,
  isQuick = false,
}: EpochReport): string =>
  [
    ...quickly(isQuick),
    `${images} images; ${processes} processes at once, one thread each; load ${load.toFixed(1)}.`,
    timeTable(results, "ms", perSecond(images)),
    ...partTables(results),
    ...failures(results),
    ...claimTables(claims, isQuick),
    ...stepsAgainst(results),
  ].join("\n\n");

const exponent = ({ exponent: value, standardError }: PowerLaw): string =>
  `${value.toFixed(2).replace("-0.00", "0.00")}${standardError === undefined ? "" : ` ± ${standardError.toFixed(2)}`}`;

/** The time that a sweep adds per trial. */
const dispatchTable = ({ points }: ScaleAxis): string =>
  textTable(
    ["planning and dispatch in a sweep of", "wall, ms a trial", "to reach"],
    points.map(({ size, wall }) => {
      const { trials, atMostMs } = dispatchLimit;
      const isReached = wall / size < atMostMs;
      const toReach = size === trials ? `< ${atMostMs} ${isReached ? "✓" : "✗"}` : "";
      return [`${size} trials`, brief(wall / size), toReach];
    }),
  );

/** The benchmark of growing sizes as Markdown. */
export const scaleText = ({ axes, load, isQuick = false }: ScaleReport): string =>
  [
    ...quickly(isQuick),
    `Load ${load.toFixed(1)}.`,
    textTable(
      ["as this grows", "time ∝", "its larger half", "memory ∝"],
      axes.map(({ name, time, timeOfLarge, memory }) => [
        name,
        exponent(time),
        exponent(timeOfLarge),
        exponent(memory),
      ]),
    ),
    ...axes.map(({ name, points }) =>
      textTable(
        [name, "processor, ms", "wall, ms", "processor, ms each", "peak MB"],
        points.map(({ size, wall, cpu, peakBytes }) => [
          String(size),
          brief(cpu),
          brief(wall),
          (cpu / size).toPrecision(3),
          megabytes(peakBytes),
        ]),
      ),
    ),
    ...axes.filter(({ name }) => name === sweepAxis).map(dispatchTable),
  ].join("\n\n");
