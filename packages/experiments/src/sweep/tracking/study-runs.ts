import type { MlflowClient, Run } from "mlflow-js-client";
import { InputError } from "../../input-error.ts";
import { stoppedMs, tags } from "../../metrics/metrics.ts";
import type { PlannedTrial, TrialRow } from "../sweep-events.ts";

/** What tracking already knows of a study: there is no second book. */
export interface StudyRuns {
  /** The row of a trial that has a finished run on the data with this hash. */
  rowOf(trial: PlannedTrial, dataHash: string): TrialRow | undefined;
  /** How many finished runs of a trial were on other data. */
  finishedOnOtherData(trial: PlannedTrial, dataHash: string): number;
  /** Runs of a trial in this home that did not finish, the latest first. */
  unfinishedOf(trial: PlannedTrial): readonly Run[];
  /** Runs of this home that a process left running when it died. */
  readonly abandoned: readonly string[];
}

/** The experiment of a study, made at its first sweep. */
export const experimentOf = async (client: MlflowClient, study: string): Promise<string> => {
  const known = await client.experiments.getByName(study);
  if (known === undefined) return client.experiments.create({ name: study });
  if (known.lifecycleStage === "deleted")
    throw new InputError(
      `experiment ${study} must not be deleted: restore it, or choose another store`,
    );
  return known.experimentId;
};

const isResult = (key: string): boolean => key.startsWith("test/") || key.startsWith("system/");

/** How many epochs a run has all measures of. */
export const epochsIn = ({ data }: Run): number => {
  const steps = data.metrics.filter(({ key }) => isResult(key)).map(({ step }) => step);
  return steps.length === 0 ? 0 : Math.min(...steps);
};

const rowFrom = (trial: PlannedTrial, { info, data }: Run): TrialRow => ({
  ...trial,
  runId: info.runId,
  metrics: Object.fromEntries(
    data.metrics.filter(({ key }) => isResult(key)).map(({ key, value }) => [key, value]),
  ),
  seconds: ((info.endTime ?? info.startTime) - info.startTime - stoppedMs(data.tags)) / 1000,
});

const isOn = (dataHash: string, { data }: Run): boolean => data.params["data.hash"] === dataHash;

/** Reads the book. Of several finished runs of a trial the latest on the data asked for counts. */
export const readStudyRuns = async (
  client: MlflowClient,
  experimentId: string,
  homeId: string,
): Promise<StudyRuns> => {
  const byTrial = new Map<string, Run[]>();
  for await (const run of client.runs.search({ experimentIds: [experimentId] })) {
    const id = run.data.tags[tags.trial];
    if (id === undefined) continue;
    const others = byTrial.get(id);
    if (others === undefined) byTrial.set(id, [run]);
    else others.push(run);
  }
  for (const runs of byTrial.values()) runs.sort((a, b) => b.info.startTime - a.info.startTime);
  const isFinished = ({ info }: Run): boolean => info.status === "FINISHED";
  const isOurs = ({ data }: Run): boolean => data.tags[tags.home] === homeId;
  const finishedOf = ({ id }: PlannedTrial) => (byTrial.get(id) ?? []).filter(isFinished);
  return {
    abandoned: [...byTrial.values()]
      .flat()
      .filter((run) => run.info.status === "RUNNING" && isOurs(run))
      .map(({ info }) => info.runId),
    unfinishedOf: ({ id }) =>
      (byTrial.get(id) ?? []).filter((run) => isOurs(run) && !isFinished(run)),
    rowOf: (trial, dataHash) => {
      const latest = finishedOf(trial).find((run) => isOn(dataHash, run));
      return latest && rowFrom(trial, latest);
    },
    finishedOnOtherData: (trial, dataHash) =>
      finishedOf(trial).filter((run) => !isOn(dataHash, run)).length,
  };
};

/**
 * Closes the runs that died with their process; one whose trial goes on is opened again. Whoever calls
 * holds the home's lock.
 */
export const closeAbandoned = async (client: MlflowClient, runIds: readonly string[]) => {
  for (const runId of runIds)
    await client.runs.update({ runId, status: "KILLED", endTime: Date.now() });
};
