import { readdir } from "node:fs/promises";
import { codeHash } from "../trial/code-hash.ts";
import { configId } from "../trial/trial-id.ts";
import { trialsFolder } from "../workspace/trial-files.ts";
import { hasCheckpoint, hasSnapshot, savedMetrics } from "../workspace/trial-folder.ts";
import { checkTrial, ownResult, type TrialResult } from "../workspace/trial-record.ts";
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

/** What tracking knows of a finished trial, as the workspace records it. */
export const resultOf = ({ row, codeHash }: FinishedRun, study: string): TrialResult => {
  const { id, dataHash, runId, seconds, metrics } = row;
  return { ...{ trial: id, study, dataHash, runId, seconds, metrics }, codeHash: codeHash ?? "" };
};

export interface FindFinished {
  readonly plan: readonly PlannedTrial[];
  readonly study: string;
  /** What tracking knows; undefined while it cannot be reached. */
  readonly runs: StudyRuns | undefined;
  readonly workspace: Workspace;
}

/**
 * Finds the trials that are finished: as tracking knows, or while it cannot be reached as the
 * workspace does. A trial that this workspace finished must still have its checkpoint, or it runs
 * again; one that another workspace or an earlier version finished counts as finished, and a notice
 * says where its checkpoint is missing.
 */
export const findFinished = async ({
  plan,
  study,
  runs,
  workspace,
}: FindFinished): Promise<FoundTrials> => {
  const finished = new Map<string, TrialRow>();
  const [again, without, unfinished, mended]: [string[], string[], string[], string[]] = [
    [],
    [],
    [],
    [],
  ];
  let [elsewhere, otherCode, otherData] = [0, 0, 0];
  const ownCode = await codeHash();
  const folders = new Set(await readdir(trialsFolder(workspace.path)));

  const count = (row: TrialRow, code: string | undefined): void => {
    finished.set(row.id, row);
    if (code && code !== ownCode) otherCode++;
  };
  const countOwn = async (trial: PlannedTrial, found: FinishedRun): Promise<void> => {
    const result = resultOf(found, study);
    const { problem, restored } = await checkTrial(workspace, trial.config, result);
    if (problem === undefined) count(found.row, found.codeHash);
    else again.push(`${trial.label} (${problem})`);
    if (restored.length > 0) mended.push(`${restored.join(" and ")} of ${trial.label}`);
  };
  for (const trial of plan) {
    const found = runs?.finishedOf(trial);
    const own =
      runs === undefined && folders.has(trial.id)
        ? await ownResult(workspace, trial.id)
        : undefined;
    if (own !== undefined) {
      const { runId, metrics, seconds, codeHash: code } = own;
      count({ ...trial, runId, metrics, seconds }, code);
    } else if (found === undefined) {
      otherData += runs?.finishedOnOtherData(trial) ?? 0;
      if (folders.size === 0) continue;
      const earlier = configId(trial.config);
      if (folders.has(earlier) && (await hasSnapshot(workspace, earlier)))
        unfinished.push(trial.label);
    } else if (found.isEarlier && found.isOurs) {
      count(found.row, found.codeHash);
      const problem = await earlierProblem(workspace, found.row);
      if (problem !== undefined) without.push(`${trial.label} (${problem})`);
    } else if (
      found.isOurs ||
      (folders.has(trial.id) && (await hasCheckpoint(workspace, trial.id)))
    ) {
      await countOwn(trial, found);
    } else {
      count(found.row, found.codeHash);
      elsewhere++;
    }
  }

  const notices = [
    otherData > 0 &&
      `${counted(otherData, "finished run")} with these configs used other data (another data.hash) and ${otherData === 1 ? "does" : "do"} not count`,
    again.length > 0 &&
      `${counted(again.length, "finished trial")} without a usable checkpoint in ${workspace.path} will run again: ${listed(again)}`,
    mended.length > 0 &&
      `the files of ${counted(mended.length, "finished trial")} were missing or damaged and are written again: ${listed(mended)}`,
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
