import type { MlflowClient, Run } from "mlflow-js-client";
import type { CopyContext } from "./copy-context.ts";
import { copyFiles, type FileTree } from "./copy-files.ts";
import type { Attempts } from "./copy-report.ts";

const pointsPerCall = 10_000;

/** Copies what a run contains to an existing run of the target. */
export const copyRun = async (
  run: Run,
  runId: string,
  trying: Attempts,
  context: CopyContext,
): Promise<void> => {
  const { to, report, call } = context;
  await trying.copy("its params", () => to.runs.logBatch({ runId, params: run.data.params }, call));
  for (const { key } of run.data.metrics)
    await trying.copy(`metric ${JSON.stringify(key)}`, () => copyHistory(run, runId, key, context));
  const datasets = run.inputs.datasetInputs;
  if (datasets.length > 0)
    await trying.copy("its datasets", () => to.runs.logInputs({ runId, datasets }, call));
  const source = treeOf(context.from, run.info.runId, context);
  report.files += await copyFiles(source, treeOf(to, runId, context), trying);
  const { status, endTime } = run.info;
  const change = { runId, status, ...(endTime !== undefined && { endTime }) };
  await trying.copy("its status", () => to.runs.update(change, call));
};

const copyHistory = async (
  run: Run,
  runId: string,
  key: string,
  { from, to, report, call }: CopyContext,
): Promise<void> => {
  let batch = [];
  for await (const metric of from.metrics.history({ runId: run.info.runId, key }, call)) {
    batch.push(metric);
    report.points++;
    if (batch.length < pointsPerCall) continue;
    await to.runs.logBatch({ runId, metrics: batch }, call);
    batch = [];
  }
  if (batch.length > 0) await to.runs.logBatch({ runId, metrics: batch }, call);
};

/** The files of a run. */
export const treeOf = (
  client: MlflowClient,
  runId: string,
  { call }: Pick<CopyContext, "call">,
): FileTree => ({
  list: (path) => client.artifacts.list({ runId, ...(path !== undefined && { path }) }, call),
  download: (path) => client.artifacts.download({ runId, path }, call),
  upload: (path, body) => client.artifacts.upload({ runId, path, body }, call),
});
