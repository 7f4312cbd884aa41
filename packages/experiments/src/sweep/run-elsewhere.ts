import { tags } from "../metrics/metrics.ts";
import type { SweepContext } from "./sweep-context.ts";
import type { PlannedTrial } from "./sweep-events.ts";
import { precedes } from "./tracking/other-workspaces.ts";
import { readStudyRuns, type StudyRuns } from "./tracking/study-runs.ts";

/** How long the tracking server may take to say what other workspaces have done. */
const answerTimeoutMs = 5_000;

/** Selects the runs of a trial. */
export const filterOf = ({ id }: PlannedTrial): string => `tags.\`${tags.trial}\` = '${id}'`;

/** What tracking knows of a trial now; undefined if it does not say so at once. */
export const latestRuns = async (
  trial: PlannedTrial,
  { client, queue, experiment, workspace }: SweepContext,
): Promise<StudyRuns | undefined> => {
  if (queue.isAway) return undefined;
  const filter = filterOf(trial);
  const call = { signal: AbortSignal.timeout(answerTimeoutMs), retries: 0 };
  return experiment(call)
    .then((id) => readStudyRuns(client, id, workspace.id, { filter, call }))
    .catch(() => undefined);
};

/**
 * The id of a run of another workspace that has finished the trial meanwhile, or that started it before
 * our run and still makes progress.
 */
export const runElsewhere = async (
  trial: PlannedTrial,
  context: SweepContext,
  localId: string,
): Promise<string | undefined> => {
  const runs = await latestRuns(trial, context);
  const finished = runs?.finishedOf(trial);
  if (finished !== undefined && !finished.isOurs) return finished.row.runId;
  const runId = context.queue.idOf(localId);
  const ours = runs?.unfinishedOf(trial).find(({ info }) => info.runId === runId);
  const other = runs
    ?.runningElsewhere(trial)
    .find((run) => ours !== undefined && precedes(run, ours) && context.others.isAlive(run));
  return other?.info.runId;
};
