import type { Experiment, MlflowClient, Run } from "mlflow-js-client";
import { artifactsOf } from "./artifacts-of.ts";
import { CopyMarks, isDeleted } from "./copy-marks.ts";

export interface CopyOptions {
  readonly from: MlflowClient;
  readonly to: MlflowClient;
  /** Called before each run. */
  readonly onRun?: (run: Run, state: Copied) => void;
  readonly signal?: AbortSignal;
}

export interface Copied {
  experiments: number;
  /** Runs that were written, whole or what was missing of them. */
  runs: number;
  /** Runs that were there already. */
  there: number;
  /** Of the runs that were written, those that are deleted. */
  deleted: number;
  points: number;
  files: number;
  /** Experiments that are deleted and were left out. */
  leftOut: number;
}

/**
 * Copies all runs with their histories, datasets and artifacts to experiments of the same names;
 * runs that are deleted are so in the copy. Experiments that are deleted are left out, and so are
 * logged models, for which not every server has a place. May be stopped and called again: a run that was copied is known by its tags,
 * and what is sent twice is one point, one param, one file. A run that came from `to` stays there.
 */
export const copyRuns = async ({ from, to, onRun, signal }: CopyOptions): Promise<Copied> => {
  const counts = { experiments: 0, runs: 0, there: 0, deleted: 0, points: 0, files: 0, leftOut: 0 };
  const state: Copied = counts;
  const call = signal ? { signal } : {};
  for await (const _ of from.experiments.search({ viewType: "DELETED_ONLY" }, call))
    state.leftOut++;
  for await (const experiment of from.experiments.search({}, call)) {
    const marks = new CopyMarks(to);
    let target: string | undefined;
    for await (const run of from.runs.search(allOf(experiment), call)) {
      if (target === undefined) {
        target = await targetOf(experiment, to);
        await marks.read(target);
        state.experiments++;
      }
      onRun?.(run, state);
      const known = marks.of(run);
      if (known === "whole" || known === "from there") {
        state.there++;
        continue;
      }
      const begun = known ?? (await to.runs.create(begin(run, target, marks), call));
      const { runId } = begun.info;
      if (isDeleted(begun)) await to.runs.restore(runId, call);
      await copyRun(run, runId, { from, to, state, call });
      await marks.finish(run, runId);
      if (isDeleted(run)) {
        await to.runs.delete(runId, call);
        state.deleted++;
      }
      state.runs++;
    }
  }
  return state;
};

/** In the order that does not change while new runs come. */
const allOf = ({ experimentId }: Experiment) =>
  ({
    experimentIds: [experimentId],
    viewType: "ALL",
    orderBy: ["attributes.start_time ASC"],
  }) as const;

const begin = (run: Run, experimentId: string, marks: CopyMarks) => {
  const { runName, startTime } = run.info;
  return { experimentId, runName, startTime, tags: marks.begun(run) };
};

const targetOf = async (experiment: Experiment, to: MlflowClient): Promise<string> => {
  const known = await to.experiments.getByName(experiment.name);
  if (known?.lifecycleStage === "deleted")
    throw new Error(
      `the experiment "${experiment.name}" is deleted where it should be copied to: restore or rename it there`,
    );
  return (
    known?.experimentId ?? to.experiments.create({ name: experiment.name, tags: experiment.tags })
  );
};

interface Way {
  readonly from: MlflowClient;
  readonly to: MlflowClient;
  readonly state: Copied;
  readonly call: { readonly signal?: AbortSignal };
}

const copyRun = async (run: Run, runId: string, { from, to, state, call }: Way): Promise<void> => {
  await to.runs.logBatch({ runId, params: run.data.params }, call);
  for (const { key } of run.data.metrics) {
    let batch = [];
    for await (const metric of from.metrics.history({ runId: run.info.runId, key }, call)) {
      batch.push(metric);
      state.points++;
      if (batch.length < 10_000) continue;
      await to.runs.logBatch({ runId, metrics: batch }, call);
      batch = [];
    }
    if (batch.length > 0) await to.runs.logBatch({ runId, metrics: batch }, call);
  }
  const datasets = run.inputs.datasetInputs;
  if (datasets.length > 0) await to.runs.logInputs({ runId, datasets }, call);
  const there = new Map<string, number | undefined>();
  for await (const file of artifactsOf(to, runId, call)) there.set(file.path, file.fileSize);
  for await (const { path, fileSize } of artifactsOf(from, run.info.runId, call)) {
    if (there.has(path) && there.get(path) === fileSize) continue;
    const body = await from.artifacts.download({ runId: run.info.runId, path }, call);
    await to.artifacts.upload({ runId, path, body }, call);
    state.files++;
  }
  const { status, endTime } = run.info;
  await to.runs.update({ runId, status, ...(endTime !== undefined && { endTime }) }, call);
};
