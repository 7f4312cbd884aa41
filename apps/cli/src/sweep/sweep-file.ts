import { readFile } from "node:fs/promises";
import { InputError, TrialConfig } from "@vae-lab/experiments";
import { z } from "zod";

const SweepFile = z
  .strictObject({
    name: z.string().min(1),
    /** What all trials share. */
    base: z.record(z.string(), z.unknown()).default({}),
    /** Values for dotted config keys; the trials are all their combinations. */
    vary: z.record(z.string(), z.array(z.unknown()).min(1)).default({}),
  })
  .describe("a sweep file");

/** A sweep that a file asks for. */
export interface FileSweep {
  readonly name: string;
  readonly axes: readonly string[];
  readonly trials: readonly TrialConfig[];
}

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A copy of a config with the value at a dotted key. */
export const withValue = (config: Json, key: string, value: unknown): Json => {
  const [first = "", ...rest] = key.split(".");
  if (rest.length === 0) return { ...config, [first]: value };
  const inner = config[first];
  return { ...config, [first]: withValue(isObject(inner) ? inner : {}, rest.join("."), value) };
};

const combinations = (vary: Readonly<Record<string, readonly unknown[]>>, base: Json): Json[] =>
  Object.entries(vary).reduce(
    (configs, [key, values]) =>
      configs.flatMap((config) => values.map((value) => withValue(config, key, value))),
    [base],
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

/** The trials that a sweep file asks for. @throws ZodError or InputError. */
export const parseSweepFile = (content: unknown): FileSweep => {
  const { name, base, vary } = SweepFile.parse(content);
  return {
    name,
    axes: Object.keys(vary),
    trials: combinations(vary, base).map((config) => TrialConfig.parse(config)),
  };
};
