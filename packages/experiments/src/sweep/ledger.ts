import type { MlflowClient, Run } from "mlflow-js-client";
import { InputError } from "../input-error.ts";
import { tags } from "../measures.ts";
import type { PlannedTrial, TrialRow } from "./events.ts";

/** What tracking already knows of a study: there is no second book. */
export interface Ledger {
  /** The row of a trial that has a finished run on the data with this hash. */
  rowOf(trial: PlannedTrial, dataHash: string): TrialRow | undefined;
  /** How many finished runs of a trial were on other data. */
  onOtherData(trial: PlannedTrial, dataHash: string): number;
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

const rowFrom = (trial: PlannedTrial, { info, data }: Run): TrialRow => ({
  ...trial,
  runId: info.runId,
  measures: Object.fromEntries(
    data.metrics.filter(({ key }) => isResult(key)).map(({ key, value }) => [key, value]),
  ),
  seconds: ((info.endTime ?? info.startTime) - info.startTime) / 1000,
});

const isOn = (dataHash: string, { data }: Run): boolean => data.params["data.hash"] === dataHash;

/** Reads the book. Of several finished runs of a trial the latest on the data asked for counts. */
export const readLedger = async (
  client: MlflowClient,
  experimentId: string,
  homeId: string,
): Promise<Ledger> => {
  const finished = new Map<string, Run[]>();
  const abandoned: string[] = [];
  for await (const run of client.runs.search({ experimentIds: [experimentId] })) {
    const id = run.data.tags[tags.trial];
    if (id === undefined) continue;
    if (run.info.status === "RUNNING" && run.data.tags[tags.home] === homeId)
      abandoned.push(run.info.runId);
    if (run.info.status !== "FINISHED") continue;
    const others = finished.get(id);
    if (others === undefined) finished.set(id, [run]);
    else others.push(run);
  }
  const runsOf = ({ id }: PlannedTrial): readonly Run[] => finished.get(id) ?? [];
  return {
    abandoned,
    rowOf: (trial, dataHash) => {
      const [latest] = runsOf(trial)
        .filter((run) => isOn(dataHash, run))
        .sort((a, b) => b.info.startTime - a.info.startTime);
      return latest && rowFrom(trial, latest);
    },
    onOtherData: (trial, dataHash) => runsOf(trial).filter((run) => !isOn(dataHash, run)).length,
  };
};

/** Closes the runs that died with their process. Whoever calls holds the home's lock. */
export const closeAbandoned = async (client: MlflowClient, runIds: readonly string[]) => {
  for (const runId of runIds)
    await client.runs.update({ runId, status: "KILLED", endTime: Date.now() });
};
