import type { Evidence } from "./evidence.ts";
import type { Finding, Measurement } from "./finding.ts";
import { type JudgedPart, judgedParts, verdictOf } from "./rules/rule.ts";
import { seedsNeeded } from "./rules/seeds-needed.ts";
import { enoughSeeds } from "./seeds.ts";
import { withStarts } from "./starts.ts";
import type { Claim, Study } from "./study.ts";

/** The probability that any verdict of a study is false. */
const studyRisk = 0.05;

/** The conventional level, reported in addition to the deciding one. */
const usualLevel = 0.95;

const signed = (value: number): string =>
  `${value < 0 ? "−" : "+"}${Number(Math.abs(value).toPrecision(3))}`;

const unsigned = (value: number): string =>
  `${value < 0 ? "−" : ""}${Number(Math.abs(value).toPrecision(3))}`;

/** Enough digits to tell a value from its error. */
const exactText = (value: number): string =>
  `${value < 0 ? "−" : ""}${Number(Math.abs(value).toPrecision(7))}`;

/** `99.71 %` */
const percent = (share: number): string => `${Number((100 * share).toFixed(2))} %`;

const evidenceOf = ({ quantity, estimate }: JudgedPart, level: number): string | undefined => {
  if (estimate === undefined) return undefined;
  const { value, n, unit } = estimate;
  const ends = estimate.interval(level);
  if (quantity.isExact && ends !== undefined) {
    const error = Number(((ends[1] - ends[0]) / 2).toPrecision(2));
    return `${quantity.short} ${exactText(value)}${unit ? ` ${unit}` : ""} ± ${error}`;
  }
  const text = quantity.isRatio ? unsigned : signed;
  const intervals = [...new Set([usualLevel, level])].flatMap((each) => {
    const interval = estimate.interval(each);
    return interval ? `${percent(each)} interval ${text(interval[0])} to ${text(interval[1])}` : [];
  });
  return [
    `${quantity.short} ${text(value)}`,
    ...intervals,
    ...(ends === undefined ? [] : [`n = ${n}`]),
  ].join(", ");
};

const measurementOf = (
  { quantity, estimate, verdict }: JudgedPart,
  level: number,
): Measurement | undefined => {
  if (estimate === undefined) return undefined;
  const [interval, usualInterval] = [estimate.interval(level), estimate.interval(usualLevel)];
  return {
    quantity: quantity.text,
    value: estimate.value,
    ...(interval && { interval }),
    ...(interval && !quantity.isExact && usualInterval && { level, usualInterval }),
    ...(estimate.n !== undefined && { n: estimate.n }),
    ...(estimate.sd !== undefined && { sd: estimate.sd }),
    verdict,
  };
};

const lackingIn = (parts: readonly JudgedPart[], level: number): string | undefined => {
  const measured = parts.flatMap(({ estimate }) => estimate ?? []);
  if (measured.length === 0)
    return parts.every(({ quantity }) => quantity.isExact || quantity.cells?.length === 0)
      ? "not computed"
      : "no two trials to compare";
  if (measured.length < parts.length)
    return `only ${measured.length} of ${parts.length} quantities are measured`;
  const few = measured.find((estimate) => estimate.interval(level) === undefined);
  return few && `n = ${few.n}, no verdict: ${enoughSeeds} seeds are needed`;
};

/** The seeds that would decide each margin, from the spread of a pilot or of these trials. */
const powerOf = (
  { pilot }: Claim,
  parts: readonly JudgedPart[],
  risk: number,
): string | undefined => {
  const [part] = parts;
  const n = part?.estimate?.n;
  const [sd, margin] = [part?.estimate?.sd, part?.criterion.margin ?? pilot?.margin];
  const needed = (spread: number, distance: number): string => {
    const seeds = seedsNeeded({ sd: spread, margin: distance, risk });
    const decide = `decide a distance of ${unsigned(distance)} from the boundary with a probability of 80 %`;
    return seeds === undefined
      ? `more than 10,000 seeds would ${decide}`
      : `${seeds} seeds ${decide}`;
  };
  const planned =
    pilot &&
    `Pilot: sd ${unsigned(pilot.sd)} over ${pilot.n} seeds; ${needed(pilot.sd, pilot.margin)}.`;
  const found =
    sd === undefined || margin === undefined || parts.length > 1
      ? undefined
      : `Here: sd ${unsigned(sd)} over ${n} seeds; ${needed(sd, margin)}.`;
  const text = [planned, found].filter((each) => each !== undefined).join(" ");
  return text === "" ? undefined : text;
};

const isExact = ({ rule: { parts } }: Claim): boolean =>
  parts.every(({ quantity }) => quantity.isExact);

/**
 * Judges the claims of a study together. Those that rest on seeds have an equal share of the risk
 * (Bonferroni, because claims share trials), also those without data, so that the level does not depend
 * on which trials have finished. Exact claims carry no such risk.
 */
export const conclude = ({ claims }: Pick<Study, "claims">, evidence: Evidence): Finding[] => {
  const judged = claims.filter((claim) => !isExact(claim)).length;
  const risk = studyRisk / Math.max(1, judged);
  const level = 1 - risk;
  const judgedBy = `Each of the ${judged} claims is judged by its ${percent(level)} interval: the chance that any verdict is false is at most ${percent(studyRisk)} (Bonferroni, by Student's t over seeds).`;
  const known = { ...evidence, rows: withStarts(evidence.rows) };
  return claims.map((claim) => {
    const parts = judgedParts(claim.rule, known, risk);
    const lacking = lackingIn(parts, level);
    const power = isExact(claim) ? undefined : powerOf(claim, parts, risk);
    return {
      name: claim.name,
      claim: claim.claim,
      verdict: verdictOf(parts),
      evidence: parts.flatMap((part) => evidenceOf(part, level) ?? []).join("; "),
      ...(lacking === undefined && !isExact(claim) && { judgedBy }),
      ...(lacking !== undefined && { lacking }),
      ...(power !== undefined && { power }),
      rule: claim.rule.text,
      supports: claim.supports ?? [],
      opposes: claim.opposes ?? [],
      measurements: parts.flatMap((part) => measurementOf(part, level) ?? []),
      trials: [...new Set(parts.flatMap(({ estimate }) => estimate?.trials ?? []))],
    };
  });
};
