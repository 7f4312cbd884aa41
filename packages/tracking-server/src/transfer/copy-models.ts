import { type LoggedModel, MlflowError } from "mlflow-js-client";
import type { CopyContext } from "./copy-context.ts";
import { copyFiles, type FileTree } from "./copy-files.ts";
import type { CopyMarks } from "./copy-marks.ts";
import { modelMarks } from "./copy-marks.ts";
import { attempts } from "./copy-report.ts";

/** An experiment and its counterpart at the target. */
export interface ExperimentPair {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly marks: CopyMarks;
}

/**
 * Copies the logged models of an experiment whose runs have been copied. The target assigns new ids;
 * runs refer to the copies.
 */
export const copyModels = async (pair: ExperimentPair, context: CopyContext): Promise<void> => {
  const { from, to, report, call } = context;
  const models = await modelsOf(context.from, pair.from, context);
  if (models.length === 0) return;
  const marks = modelMarks(await modelsOf(to, pair.to, context));
  for (const model of models) {
    const known = marks.of(model);
    if (known === "whole" || known === "from there") continue;
    const { modelId: sourceId } = model;
    const trying = attempts(report, { experiment: pair.name, modelId: sourceId });
    await trying.copy("the logged model", async () => {
      const { modelId } = known ?? (await to.loggedModels.create(begin(model, pair, marks), call));
      await trying.copy("its params", () =>
        to.loggedModels.logParams({ modelId, params: model.params }, call),
      );
      await copyMetrics(model, modelId, pair, context);
      report.files += await copyFiles(
        treeOfModel(from, sourceId, context),
        treeOfModel(to, modelId, context),
        trying,
      );
      if (known === undefined) await linkRuns(sourceId, modelId, pair, context);
      if (model.status !== "UNSPECIFIED" && model.status !== "PENDING")
        await to.loggedModels.finalize({ modelId, status: model.status }, call);
      if (trying.failed === 0)
        await to.loggedModels.setTags({ modelId, tags: marks.finished(model) }, call);
      report.models++;
    });
  }
};

/** The logged models of an experiment; none if the server is older than logged models. */
export const modelsOf = async (
  client: CopyContext["from"],
  experimentId: string,
  { call }: Pick<CopyContext, "call">,
): Promise<LoggedModel[]> => {
  const models: LoggedModel[] = [];
  try {
    const query = { experimentIds: [experimentId] };
    for await (const model of client.loggedModels.search(query, call)) models.push(model);
  } catch (error) {
    const isOld = MlflowError.isInstance(error) && (error.status === 404 || error.status === 501);
    if (!isOld) throw error;
  }
  return models;
};

const begin = (
  model: LoggedModel,
  { to: experimentId, marks: runs }: ExperimentPair,
  marks: ReturnType<typeof modelMarks>,
) => {
  const { name, modelType, params } = model;
  const sourceRunId = runs.targetOf(model.sourceRunId ?? "");
  return {
    ...{ experimentId, name, params, tags: marks.begun(model) },
    ...(modelType !== undefined && { modelType }),
    ...(sourceRunId !== undefined && { sourceRunId }),
  };
};

const copyMetrics = async (
  { metrics }: LoggedModel,
  modelId: string,
  { marks }: ExperimentPair,
  { to, call }: CopyContext,
): Promise<void> => {
  for (const { runId: source, ...metric } of metrics) {
    const runId = marks.targetOf(source);
    if (runId !== undefined)
      await to.runs.logBatch({ runId, metrics: [{ ...metric, modelId }] }, call);
  }
};

/** Records a copy as input and output of the copies of the runs that used or made its source. */
const linkRuns = async (
  sourceId: string,
  modelId: string,
  { from: experimentId, marks }: ExperimentPair,
  { from, to, call }: CopyContext,
): Promise<void> => {
  for await (const run of from.runs.search({ experimentIds: [experimentId] }, call)) {
    const runId = marks.targetOf(run.info.runId);
    if (runId === undefined) continue;
    const models = run.outputs.modelOutputs
      .filter((output) => output.modelId === sourceId)
      .map(({ step }) => ({ modelId, step }));
    if (models.length > 0) await to.runs.logOutputs({ runId, models }, call);
    if (run.inputs.modelInputs.some((input) => input.modelId === sourceId))
      await to.runs.logInputs({ runId, models: [{ modelId }] }, call);
  }
};

/** The files of a logged model. */
export const treeOfModel = (
  client: CopyContext["from"],
  modelId: string,
  { call }: Pick<CopyContext, "call">,
): FileTree => ({
  list: (path) =>
    client.loggedModels.listArtifacts({ modelId, ...(path !== undefined && { path }) }, call),
  download: (path) => client.loggedModels.downloadArtifact({ modelId, path }, call),
  upload: (path, body) => client.loggedModels.uploadArtifact({ modelId, path, body }, call),
});
