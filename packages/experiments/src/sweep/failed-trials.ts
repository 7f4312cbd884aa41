import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { codeHash } from "../trial/code-hash.ts";
import { failureOf, forgetFailure, recordFailure } from "../workspace/trial-failures.ts";
import { trialFileNames, trialPath, trialsFolder } from "../workspace/trial-files.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { FailedTrial, PlannedTrial, SweepEvent } from "./sweep-events.ts";
import type { FailureKind } from "./workers/trial-failure.ts";

interface FailedTrials {
  readonly workspace: Workspace;
  readonly commandFor: (trial: PlannedTrial) => string | undefined;
  readonly onEvent: (event: SweepEvent) => void;
}

/** The trials of a sweep that failed, also in earlier sweeps where that stays. */
export const failedTrials = ({ workspace, commandFor, onEvent }: FailedTrials) => {
  const now: FailedTrial[] = [];
  const described = (trial: PlannedTrial, reason: string): FailedTrial => {
    const command = commandFor(trial);
    const log = join(trialPath(workspace.path, trial.id), trialFileNames.log);
    return { trial, reason, log, ...(command !== undefined && { command }) };
  };
  return {
    /** Those of this sweep. */
    now: now as readonly FailedTrial[],
    /** Those that failed before with the same code in a way that stays, such as a NaN. */
    before: async (trials: readonly PlannedTrial[]): Promise<FailedTrial[]> => {
      const code = await codeHash();
      const found: FailedTrial[] = [];
      const folders = new Set(await readdir(trialsFolder(workspace.path)));
      for (const trial of trials) {
        if (!folders.has(trial.id)) continue;
        const failure = await failureOf(workspace.path, trial.id);
        if (failure?.codeHash === code) found.push(described(trial, failure.reason));
      }
      return found;
    },
    add: async (
      trial: PlannedTrial,
      { reason, failure }: { readonly reason: string; readonly failure: FailureKind },
    ): Promise<void> => {
      const failed = described(trial, reason);
      now.push(failed);
      if (failure === "lasting")
        await recordFailure(workspace.path, trial.id, {
          reason,
          codeHash: await codeHash(),
        }).catch(() => undefined); // the next sweep tries it again
      onEvent({ kind: "failed", ...failed });
    },
    forget: ({ id }: PlannedTrial): Promise<void> => forgetFailure(workspace.path, id),
  };
};
