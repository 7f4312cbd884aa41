import type { MlflowClient, Run } from "mlflow-js-client";
import type { Backend } from "../backend/backend.ts";
import { chooseEvalFunctions } from "../backend/eval-functions/choose-eval-functions.ts";
import { build } from "../build/build.ts";
import { conditionOf } from "../build/condition.ts";
import type { loadDataset } from "../datasets/load-dataset.ts";
import { epochEvaluator } from "../trial/epoch-evaluator.ts";
import type { Metrics } from "../trial/trial-events.ts";
import type { LoadedRun } from "./load-run.ts";
import { trialOf } from "./trial-of-run.ts";

export interface MeasureRunOptions {
  readonly backend: Backend;
  readonly load: typeof loadDataset;
}

/**
 * Everything that `--measure full` measures at the end of a trial, of the model in its checkpoint: the
 * same numbers that the trial would have had.
 * @throws InputError if the checkpoint is not of a trial, or its data are missing or have changed
 */
export const measureRun = async (
  loaded: LoadedRun,
  { backend, load }: MeasureRunOptions,
): Promise<Metrics> => {
  const { config, data } = await trialOf(loaded, load);
  const { trained, metadata } = loaded.model;
  const condition = conditionOf(config, data);
  const { evaluated } = epochEvaluator({
    ...{ config, data, condition, heldOut: undefined, measure: "full" },
    trainable: build(config, data.shape, condition),
    run: chooseEvalFunctions(backend, config.model, trained.model.shapes),
  });
  const epoch = Number(metadata.epoch ?? config.epochs);
  return evaluated(trained, { inAll: epoch, epoch, isFinal: true }).metrics;
};

/** The step of a run's last evaluation. */
const lastEvaluation = ({ data }: Run): number =>
  data.metrics
    .filter(({ key }) => key.startsWith("test/"))
    .reduce((last, { step }) => Math.max(last, step), 0);

/**
 * Adds to a run the metrics that it does not have, at the step of its last evaluation. What it has stays
 * as it is.
 * @returns the metrics that were added
 */
export const addMetrics = async (
  client: MlflowClient,
  run: Run,
  metrics: Metrics,
): Promise<Metrics> => {
  const known = new Set(run.data.metrics.map(({ key }) => key));
  const added = Object.fromEntries(Object.entries(metrics).filter(([key]) => !known.has(key)));
  const writer = client.run(run.info.runId);
  await writer.log(added, lastEvaluation(run));
  await writer.close();
  return added;
};
