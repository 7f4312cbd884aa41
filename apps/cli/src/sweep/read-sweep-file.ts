import { dirname } from "node:path";
import { InputError } from "@vae-lab/experiments/input-error";
import type { SweepFileOptions } from "./changed-by-options.ts";
import { type ConfigFile, readConfigFile } from "./config-file.ts";
import { type FileSweep, parseSweepFile } from "./sweep-file.ts";

/** Each line of a message with the file and the line of what it speaks of. */
const located = (path: string, { lineOf }: ConfigFile, message: string): string =>
  message
    .split("\n")
    .map((issue) => {
      const line = lineOf(issue);
      return `${path}${line === undefined ? "" : `:${line}`}: ${issue}`;
    })
    .join("\n");

/**
 * The trials of a sweep file, changed by options of the command line.
 * @throws InputError with all issues, one per line, each with its line in the file
 */
export const readSweepFile = async (
  path: string,
  options: SweepFileOptions = {},
): Promise<FileSweep> => {
  const file = await readConfigFile(path);
  try {
    return parseSweepFile(file.value, { ...options, folder: dirname(path) });
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(located(path, file, error.message), { cause: error });
  }
};
