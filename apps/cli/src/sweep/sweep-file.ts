import type { TrialConfig } from "@vae-lab/experiments/config";
import { completeConfig, configKeys, issueMessages } from "@vae-lab/experiments/config";
import { InputError } from "@vae-lab/experiments/input-error";
import { z } from "zod";
import { didYouMean } from "../command-line/did-you-mean.ts";
import { configWithAbsolutePaths } from "../data/absolute-paths.ts";
import { changedByOptions, type Grid, type SweepFileOptions } from "./changed-by-options.ts";
import { isObject, type Json } from "./dotted-keys.ts";
import { experimentName } from "./experiment-name.ts";
import { type Axis, pointsOf } from "./points.ts";
import { Sample, sampledValues, sampleProblems } from "./sampled-values.ts";

/** More trials than anyone trains; their configs still fit in memory. */
const maxTrials = 100_000;

const shown = (value: unknown): string => {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
};

const got = (rule: string) => ({
  error: ({ input }: { input?: unknown }) => `${rule}, got ${shown(input)}`,
});

const keys = ["name", "base", "vary", "zip", "sample", "seeds"];

const baseHint = (unknown: readonly string[]): string =>
  unknown.some((key) => configKeys.includes(key))
    ? "; move parts of a config into base, or use `vae-lab train`"
    : "";

const values = got("each key of vary must have a list of at least one value");
const list = z.array(z.unknown(), values).min(1, values);

/** Values that apply where other keys have one of some values. */
const Conditional = z
  .strictObject({ values: list, when: z.record(z.string(), z.unknown()) })
  .transform(({ values: own, when }) => ({
    values: own,
    when: Object.fromEntries(
      Object.entries(when).map(([key, value]) => [key, Array.isArray(value) ? value : [value]]),
    ),
  }));

const zipRule = got("each of zip must be an object of lists of the same length");
const Zipped = z
  .record(z.string(), z.array(z.unknown(), zipRule).min(1, zipRule), zipRule)
  .refine((lists) => new Set(Object.values(lists).map(({ length }) => length)).size === 1, zipRule);

const seedsRule = got("seeds must be a whole number ≥ 1, or a list of seeds");

const SweepFile = z.strictObject(
  {
    name: z.string(got("name must be a text")).min(1, got("name must be a text")),
    /** The config that all trials share, merged over the default. */
    base: z
      .record(z.string(), z.unknown(), got("base must be an object, a part of a config"))
      .default({}),
    /** Values for dotted config keys; the trials are all their combinations. */
    vary: z
      .record(
        z.string(),
        z.unknown().transform((value, context) => {
          const schema = isObject(value) && "when" in value ? Conditional : list;
          const read = schema.safeParse(value);
          if (read.success) return read.data;
          for (const { message } of read.error.issues) context.addIssue(message);
          return z.NEVER;
        }),
        got("vary must be an object of lists"),
      )
      .default({}),
    /** Keys whose values change together. */
    zip: z.array(Zipped, got("zip must be a list of objects of lists")).default([]),
    /** Points drawn from ranges. */
    sample: Sample.optional(),
    /** The seeds, or their number. */
    seeds: z
      .union([z.int().min(1).max(1000), z.array(z.int().min(0)).min(1)], seedsRule)
      .optional(),
  },
  {
    error: (issue) =>
      issue.code === "unrecognized_keys"
        ? `a sweep file has no key ${issue.keys.map((key) => shown(key)).join(", ")}; its keys are ${keys.join(", ")}${baseHint(issue.keys)}`
        : `a sweep file must be an object with the keys ${keys.join(", ")}, got ${shown(issue.input)}`,
  },
);

type SweepFile = z.infer<typeof SweepFile>;

/** The sweep that a file describes. */
export interface FileSweep {
  readonly name: string;
  readonly axes: readonly string[];
  readonly trials: readonly TrialConfig[];
}

const unknownKey = (key: string): string =>
  `vary has no key ${shown(key)}${didYouMean(key, configKeys)} (the keys of a config are ${configKeys.join(", ")})`;

/** Two axes that set the same value: one of them would have no effect. */
const overlapping = (axes: readonly string[]): string[] => [
  ...axes
    .filter((key, index) => axes.indexOf(key) !== index)
    .map((key) => `a sweep must not vary "${key}" twice`),
  ...axes.flatMap((outer) =>
    axes
      .filter((inner) => inner.startsWith(`${outer}.`))
      .map((inner) => `vary must not have both "${outer}" and "${inner}", which is a part of it`),
  ),
];

const tooMany = (axes: readonly Axis[]): string[] => {
  const counts = axes.filter(({ when }) => when === undefined).map((axis) => axis.values.length);
  const trials = counts.reduce((product, count) => product * count, 1);
  return trials > maxTrials
    ? [`a sweep must have at most ${maxTrials} trials, got ${counts.join(" × ")} = ${trials}`]
    : [];
};

const axesOf = ({
  vary,
  zip,
  sample,
}: Pick<Grid, "vary"> & Pick<SweepFile, "zip" | "sample">): Axis[] => [
  ...Object.entries(vary).map(([key, given]): Axis => {
    const { values: own, when } = "when" in given ? given : { values: given, when: undefined };
    return { keys: [key], values: own.map((value) => [value]), ...(when && { when }) };
  }),
  ...zip.map((lists): Axis => {
    const columns = Object.values(lists);
    const rows = columns[0]?.map((_, row) => columns.map((column) => column[row])) ?? [];
    return { keys: Object.keys(lists), values: rows };
  }),
  ...(sample ? [{ keys: Object.keys(sample.over), values: sampledValues(sample) }] : []),
];

const seedsOf = (seeds: SweepFile["seeds"]): readonly number[] =>
  typeof seeds === "number" ? Array.from({ length: seeds }, (_, i) => i + 1) : (seeds ?? []);

/** The base with the defaults, for conditions on keys that the file does not set. */
const completed = (base: Json): Json => {
  try {
    return completeConfig(base);
  } catch {
    return base; // its issues are reported with the trials
  }
};

const refuse = (issues: Iterable<string>): void => {
  const distinct = [...new Set(issues)];
  if (distinct.length > 0) throw new InputError(distinct.join("\n"));
};

/**
 * The trials of a sweep file, changed by options of the command line.
 * @throws InputError with all issues, one per line.
 */
export const parseSweepFile = (
  content: unknown,
  options: SweepFileOptions & {
    /** The folder of the file, from which paths in it start. Default: the working folder. */
    readonly folder?: string;
  } = {},
): FileSweep => {
  const file = SweepFile.safeParse(content);
  if (!file.success) throw new InputError(issueMessages(file.error).join("\n"));
  const name = experimentName("name", file.data.name);
  const { zip, sample } = file.data;
  if (sample !== undefined) refuse(sampleProblems(sample));
  const given = seedsOf(file.data.seeds);
  if (given.length > 0 && Object.hasOwn(file.data.vary, "seed"))
    refuse(['a sweep must not have both seeds and vary "seed"']);
  const { base, vary } = changedByOptions(
    {
      base: file.data.base,
      vary: { ...file.data.vary, ...(given.length > 0 && { seed: given }) },
      others: [...zip.flatMap(Object.keys), ...Object.keys(sample?.over ?? {})],
    },
    options,
  );
  const all = axesOf({ vary, zip, sample });
  const axes = all.flatMap(({ keys: own }) => own);
  const conditions = all.flatMap(({ when }) => Object.keys(when ?? {}));
  refuse([...overlapping(axes), ...tooMany(all)]);
  const unknown = [...axes, ...conditions].filter((key) => !configKeys.includes(key));
  const issues = new Set(unknown.map(unknownKey));
  const known = all.filter(({ keys: own }) => own.every((key) => !unknown.includes(key)));
  const points = pointsOf(known, completed(base));
  if (points.length > maxTrials)
    refuse([`a sweep must have at most ${maxTrials} trials, got ${points.length}`]);
  const trials = points.flatMap((point) => {
    try {
      return [configWithAbsolutePaths(completeConfig(base, point), options.folder ?? ".")];
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      for (const issue of error.message.split("\n")) issues.add(issue);
      return [];
    }
  });
  refuse(issues);
  return { name, axes, trials };
};
