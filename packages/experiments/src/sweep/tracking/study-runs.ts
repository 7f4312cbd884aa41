import type { CallOptions, MlflowClient, Run } from "mlflow-js-client";
import { stoppedMs, tags } from "../../metrics/metrics.ts";
import { configId } from "../../trial/trial-id.ts";
import type { PlannedTrial, TrialRow } from "../sweep-events.ts";

/** A run that finished a trial. */
export interface FinishedRun {
  readonly row: TrialRow;
  /** Whether a sweep in this workspace made it. */
  readonly isOurs: boolean;
  /** Whether a version wrote it whose trial ids did not depend on the data. */
  readonly isEarlier: boolean;
  /** Hash of the code that computed it; undefined for earlier versions. */
  readonly codeHash: string | undefined;
}

/** The runs of a study that tracking has. */
export interface StudyRuns {
  /** The latest finished run of a trial, on the trial's data. */
  finishedOf(trial: PlannedTrial): FinishedRun | undefined;
  /** The number of finished runs with the config of a trial but other data. */
  finishedOnOtherData(trial: PlannedTrial): number;
  /** Runs of a trial in this workspace that did not finish, the latest first. */
  unfinishedOf(trial: PlannedTrial): readonly Run[];
  /** The runs of a trial that other workspaces have not ended, the latest first. */
  runningElsewhere(trial: PlannedTrial): readonly Run[];
  /** Runs that a process of this workspace began and did not end. */
  readonly running: readonly { readonly runId: string; readonly trial: string }[];
}

/** Metrics of an epoch; those of steps start with train/. */
const isResult = (key: string): boolean => /^(test|val|system)\//.test(key);

/** The number of epochs of which a run has all metrics. */
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

const isOn = ({ dataHash }: PlannedTrial, { data }: Run): boolean =>
  data.params["data.hash"] === dataHash;

const isFinished = ({ info }: Run): boolean => info.status === "FINISHED";

/** Earlier versions tagged runs with the hash of the config alone. */
const configOf = ({ data }: Run): string | undefined =>
  data.tags[tags.config] ?? data.tags[tags.trial];

/** Reads the runs of a study, or those that a filter selects. */
export const readStudyRuns = async (
  client: MlflowClient,
  experimentId: string,
  workspaceId: string,
  { filter, call }: { readonly filter?: string; readonly call?: CallOptions } = {},
): Promise<StudyRuns> => {
  const byConfig = new Map<string, Run[]>();
  const search = { experimentIds: [experimentId], ...(filter !== undefined && { filter }) };
  for await (const run of client.runs.search(search, call)) {
    const config = configOf(run);
    if (config === undefined) continue;
    const others = byConfig.get(config);
    if (others === undefined) byConfig.set(config, [run]);
    else others.push(run);
  }
  for (const runs of byConfig.values()) runs.sort((a, b) => b.info.startTime - a.info.startTime);
  const isOurs = ({ data }: Run): boolean => data.tags[tags.home] === workspaceId;
  const runsOf = ({ config }: PlannedTrial): Run[] =>
    byConfig.size === 0 ? [] : (byConfig.get(configId(config)) ?? []);
  return {
    running: [...byConfig.values()]
      .flat()
      .filter((run) => run.info.status === "RUNNING" && isOurs(run))
      .map(({ info, data }) => ({ runId: info.runId, trial: data.tags[tags.trial] ?? "" })),
    unfinishedOf: (trial) => runsOf(trial).filter((run) => isOurs(run) && !isFinished(run)),
    runningElsewhere: (trial) =>
      runsOf(trial).filter(
        (run) =>
          run.info.status === "RUNNING" && !isOurs(run) && run.data.tags[tags.trial] === trial.id,
      ),
    finishedOf: (trial) => {
      const latest = runsOf(trial).find((run) => isFinished(run) && isOn(trial, run));
      return (
        latest && {
          row: rowFrom(trial, latest),
          isOurs: isOurs(latest),
          isEarlier: latest.data.tags[tags.config] === undefined,
          codeHash: latest.data.params["code.hash"],
        }
      );
    },
    finishedOnOtherData: (trial) =>
      runsOf(trial).filter((run) => isFinished(run) && !isOn(trial, run)).length,
  };
};
