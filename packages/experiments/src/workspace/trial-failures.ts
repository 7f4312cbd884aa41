import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { trialFileNames as names, trialPath } from "./trial-files.ts";
import { writeAtomically } from "./write-atomically.ts";

/** Why a trial failed last, where trying again would give the same. */
export interface LastingFailure {
  readonly reason: string;
  /** The code that it failed with: other code may succeed. */
  readonly codeHash: string;
}

const fileOf = (workspace: string, id: string): string =>
  join(trialPath(workspace, id), names.failure);

export const recordFailure = (
  workspace: string,
  id: string,
  failure: LastingFailure,
): Promise<void> => writeAtomically(fileOf(workspace, id), JSON.stringify(failure, null, 2));

export const forgetFailure = (workspace: string, id: string): Promise<void> =>
  rm(fileOf(workspace, id), { force: true });

/** The failure that a trial had in this workspace; undefined if it had none that lasts. */
export const failureOf = async (
  workspace: string,
  id: string,
): Promise<LastingFailure | undefined> => {
  try {
    const { reason, codeHash } = JSON.parse(await readFile(fileOf(workspace, id), "utf8"));
    return typeof reason === "string" && typeof codeHash === "string"
      ? { reason, codeHash }
      : undefined;
  } catch {
    return undefined;
  }
};
