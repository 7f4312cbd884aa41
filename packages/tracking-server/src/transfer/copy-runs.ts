import type { Experiment, MlflowClient, Run } from "mlflow-js-client";
import { artifactsOf } from "./artifacts-of.ts";
import { CopyMarks } from "./copy-marks.ts";

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
  points: number;
  files: number;
}

/**
 * Copies all runs that are not deleted, with their histories, inputs and artifacts, to experiments
 * of the same names. May be stopped and called again: a run that was copied is known by its tags,
 * and what is sent twice is one point, one param, one file. A run that came from `to` stays there.
 */
export const copyRuns = async ({ from, to, onRun, signal }: CopyOptions): Promise<Copied> => {
  const state: Copied = { experiments: 0, runs: 0, there: 0, points: 0, files: 0 };
  const call = signal ? { signal } : {};
  for await (const experiment of from.experiments.search({}, call)) {
    const experimentIds = [experiment.experimentId];
    const marks = new CopyMarks(to);
    let target: string | undefined;
    for await (const run of from.runs.search({ experimentIds, orderBy: oldestFirst }, call)) {
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
      const runId =
        known?.info.runId ??
        (
          await to.runs.create(
            {
              experimentId: target,
              runName: run.info.runName,
              startTime: run.info.startTime,
              tags: marks.begun(run),
            },
            call,
          )
        ).info.runId;
      await copyRun(run, runId, { from, to, state, call });
      await marks.finish(run, runId);
      state.runs++;
    }
  }
  return state;
};

/** The order that does not change while new runs come. */
const oldestFirst = ["attributes.start_time ASC"];

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
