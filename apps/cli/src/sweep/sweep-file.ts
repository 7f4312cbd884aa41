import { readFile } from "node:fs/promises";
import { complaintsAbout, completeConfig, configKeys } from "@vae-lab/experiments/complete-config";
import type { TrialConfig } from "@vae-lab/experiments/config";
import { InputError } from "@vae-lab/experiments/input-error";
import { z } from "zod";
import { didYouMean } from "../command-line/did-you-mean.ts";
import { type Json, withValue } from "./dotted-keys.ts";

const got = (rule: string) => ({
  error: ({ input }: { input?: unknown }) => `${rule}, got ${JSON.stringify(input) ?? "nothing"}`,
});

const keys = ["name", "base", "vary"];
const values = got("what a key varies over must be a list of at least one value");

const SweepFile = z.strictObject(
  {
    name: z.string(got("name must be a text")).min(1, got("name must be a text")),
    /** What all trials share: merged over the essay's VAE. */
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
        ? `a sweep file has no key ${issue.keys.join(", ")}; its keys are ${keys.join(", ")}`
        : `a sweep file must be an object with the keys ${keys.join(", ")}, got ${JSON.stringify(issue.input)}`,
  },
);

/** A sweep that a file asks for. */
export interface FileSweep {
  readonly name: string;
  readonly axes: readonly string[];
  readonly trials: readonly TrialConfig[];
}

const combinations = (vary: Readonly<Record<string, readonly unknown[]>>): Json[] =>
  Object.entries(vary).reduce<Json[]>(
    (points, [key, options]) =>
      points.flatMap((point) => options.map((value) => withValue(point, key, value))),
    [{}],
  );

/** Reads JSON. @throws InputError for a file that is not there or is not JSON. */
export const readJsonFile = async (path: string): Promise<unknown> => {
  try {
    return JSON.parse(await readFile(path, "utf8"));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new InputError(`a config must be a file of JSON, got ${path} (${why})`, { cause });
  }
};

const unknownKey = (key: string): string =>
  `vary has no key "${key}"${didYouMean(key, configKeys)} (a config's keys are ${configKeys.join(", ")})`;

/** The trials that a sweep file asks for. @throws InputError with all complaints, one a line. */
export const parseSweepFile = (content: unknown): FileSweep => {
  const file = SweepFile.safeParse(content);
  if (!file.success) throw new InputError(complaintsAbout(file.error).join("\n"));
  const { name, base, vary } = file.data;
  const axes = Object.keys(vary);
  const unknown = axes.filter((key) => !configKeys.includes(key));
  const complaints = new Set(unknown.map(unknownKey));
  const known = Object.fromEntries(Object.entries(vary).filter(([key]) => !unknown.includes(key)));
  const trials = combinations(known).flatMap((point) => {
    try {
      return [completeConfig(base, point)];
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      for (const complaint of error.message.split("\n")) complaints.add(complaint);
      return [];
    }
  });
  if (complaints.size > 0) throw new InputError([...complaints].join("\n"));
  return { name, axes, trials };
};
