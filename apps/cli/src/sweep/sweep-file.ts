import type { TrialConfig } from "@vae-lab/experiments/config";
import { completeConfig, configKeys, issueMessages } from "@vae-lab/experiments/config";
import { InputError } from "@vae-lab/experiments/input-error";
import { z } from "zod";
import { didYouMean } from "../command-line/did-you-mean.ts";
import { configWithAbsolutePaths } from "../data/absolute-paths.ts";
import { changedByOptions, type Grid, type SweepFileOptions } from "./changed-by-options.ts";
import { type Json, withValue } from "./dotted-keys.ts";
import { experimentName } from "./experiment-name.ts";

/** More trials than anyone trains; their configs still fit in memory. */
const maxTrials = 100_000;

const shown = (value: unknown): string => {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
};

const got = (rule: string) => ({
  error: ({ input }: { input?: unknown }) => `${rule}, got ${shown(input)}`,
});

const keys = ["name", "base", "vary"];

const baseHint = (unknown: readonly string[]): string =>
  unknown.some((key) => configKeys.includes(key))
    ? "; move parts of a config into base, or use `vae-lab train`"
    : "";

const values = got("each key of vary must have a list of at least one value");

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
        z.array(z.unknown(), values).min(1, values),
        got("vary must be an object of lists"),
      )
      .default({}),
  },
  {
    error: (issue) =>
      issue.code === "unrecognized_keys"
        ? `a sweep file has no key ${issue.keys.map((key) => shown(key)).join(", ")}; its keys are ${keys.join(", ")}${baseHint(issue.keys)}`
        : `a sweep file must be an object with the keys ${keys.join(", ")}, got ${shown(issue.input)}`,
  },
);

/** The sweep that a file describes. */
export interface FileSweep {
  readonly name: string;
  readonly axes: readonly string[];
  readonly trials: readonly TrialConfig[];
}

const unknownKey = (key: string): string =>
  `vary has no key ${shown(key)}${didYouMean(key, configKeys)} (the keys of a config are ${configKeys.join(", ")})`;

/** Two axes that set the same value: one of them would have no effect. */
const overlapping = (axes: readonly string[]): string[] =>
  axes.flatMap((outer) =>
    axes
      .filter((inner) => inner.startsWith(`${outer}.`))
      .map((inner) => `vary must not have both "${outer}" and "${inner}", which is a part of it`),
  );

const tooMany = (vary: Grid["vary"]): string[] => {
  const counts = Object.values(vary).map(({ length }) => length);
  const trials = counts.reduce((product, count) => product * count, 1);
  return trials > maxTrials
    ? [`a sweep must have at most ${maxTrials} trials, got ${counts.join(" × ")} = ${trials}`]
    : [];
};

const combinations = (vary: Grid["vary"]): Json[] =>
  Object.entries(vary).reduce<Json[]>(
    (points, [key, options]) =>
      points.flatMap((point) => options.map((value) => withValue(point, key, value))),
    [{}],
  );

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
  const { base, vary } = changedByOptions(file.data, options);
  const axes = Object.keys(vary);
  refuse([...overlapping(axes), ...tooMany(vary)]);
  const unknown = axes.filter((key) => !configKeys.includes(key));
  const issues = new Set(unknown.map(unknownKey));
  const known = Object.fromEntries(Object.entries(vary).filter(([key]) => !unknown.includes(key)));
  const trials = combinations(known).flatMap((point) => {
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
