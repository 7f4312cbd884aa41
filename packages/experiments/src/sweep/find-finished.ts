import { codeHash } from "../trial/code-hash.ts";
import { configId } from "../trial/trial-id.ts";
import { checkpointProblem, hasSnapshot, savedMetrics } from "../workspace/trial-folder.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { PlannedTrial, TrialRow } from "./sweep-events.ts";
import type { FinishedRun, StudyRuns } from "./tracking/study-runs.ts";

export interface FoundTrials {
  /** The trials that need not run again, by id. */
  readonly finished: ReadonlyMap<string, TrialRow>;
  readonly notices: readonly string[];
}

const maxNamed = 3;

const counted = (count: number, noun: string): string =>
  `${count} ${noun}${count === 1 ? "" : "s"}`;

const listed = (names: readonly string[]): string =>
  names.length > maxNamed
    ? `${names.slice(0, maxNamed).join("; ")}; and ${names.length - maxNamed} more`
    : names.join("; ");

/** Earlier versions let a run on other data overwrite a checkpoint and the metrics beside it. */
const earlierProblem = async (
  workspace: Workspace,
  { config, metrics }: TrialRow,
): Promise<string | undefined> => {
  const saved = await savedMetrics(workspace, configId(config));
  if (saved === undefined) return "missing";
  return Object.entries(saved).every(([key, value]) => metrics[key] === value)
    ? undefined
    : "of a run on other data";
};

/**
 * Finds the trials that are finished. A trial that this workspace finished must still have its
 * checkpoint, or it runs again; one that another workspace or an earlier version finished counts as
 * finished, and a notice says where its checkpoint is missing.
 */
export const findFinished = async (
  plan: readonly PlannedTrial[],
  runs: StudyRuns,
  workspace: Workspace,
): Promise<FoundTrials> => {
  const finished = new Map<string, TrialRow>();
  const [again, without, unfinished]: [string[], string[], string[]] = [[], [], []];
  let [elsewhere, otherCode, otherData] = [0, 0, 0];
  const ownCode = await codeHash();

  const count = ({ row, codeHash: code }: FinishedRun): void => {
    finished.set(row.id, row);
    if (code !== undefined && code !== ownCode) otherCode++;
  };
  for (const trial of plan) {
    const found = runs.finishedOf(trial);
    if (found === undefined) {
      otherData += runs.finishedOnOtherData(trial);
      if (await hasSnapshot(workspace, configId(trial.config))) unfinished.push(trial.label);
    } else if (!found.isOurs) {
      count(found);
      elsewhere++;
    } else if (found.isEarlier) {
      count(found);
      const problem = await earlierProblem(workspace, found.row);
      if (problem !== undefined) without.push(`${trial.label} (${problem})`);
    } else {
      const problem = await checkpointProblem(workspace, trial.id);
      if (problem === undefined) count(found);
      else again.push(`${trial.label} (${problem})`);
    }
  }

  const notices = [
    otherData > 0 &&
      `${counted(otherData, "finished run")} with these configs used other data (another data.hash) and ${otherData === 1 ? "does" : "do"} not count`,
    again.length > 0 &&
      `${counted(again.length, "finished trial")} without a usable checkpoint in ${workspace.path} will run again: ${listed(again)}`,
    without.length > 0 &&
      `${counted(without.length, "trial")} finished by an earlier version ${without.length === 1 ? "has" : "have"} no usable checkpoint: ${listed(without)}; to train again, delete the run`,
    unfinished.length > 0 &&
      `the snapshots that an earlier version left of ${counted(unfinished.length, "trial")} cannot be used, these start again: ${listed(unfinished)}`,
    elsewhere > 0 &&
      `${counted(elsewhere, "trial")} finished in another workspace, which has the checkpoints`,
    otherCode > 0 &&
      `${counted(otherCode, "finished trial")} ran with other code than this (another code.hash); the results count`,
  ].filter((text) => text !== false);
  return { finished, notices };
};
