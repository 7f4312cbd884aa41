import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { group } from "d3-array";
import type { LoggedModel, ModelMetric } from "mlflow-js-client";
import { makeFolder } from "../store/make-folder.ts";
import type { CopyContext } from "./copy-context.ts";
import { filesOf } from "./copy-files.ts";
import { treeOfModel } from "./copy-models.ts";
import type { Attempts } from "./copy-report.ts";
import { within } from "./within.ts";
import { writeWithParents } from "./write-run-files.ts";
import { yaml } from "./yaml.ts";

/** The numbers of MLflow's enum LoggedModelStatus. */
const statusNumber = { UNSPECIFIED: 0, PENDING: 1, READY: 2, UPLOAD_FAILED: 3 } as const;

/** Writes a logged model into the folder of its experiment, as MLflow's file store does. */
export const writeModelFiles = async (
  model: LoggedModel,
  experimentFolder: string,
  trying: Attempts,
  { from, call }: Pick<CopyContext, "from" | "call">,
): Promise<void> => {
  const { modelId } = model;
  const folder = within(join(experimentFolder, "models"), modelId);
  for (const kind of ["metrics", "params", "artifacts"]) makeFolder(join(folder, kind));
  for (const kind of ["params", "tags"] as const)
    for (const [key, value] of Object.entries(model[kind]))
      await trying.copy(`${kind} ${JSON.stringify(key)}`, () =>
        writeWithParents(within(join(folder, kind), key), value),
      );
  for (const [key, lines] of group(model.metrics, (metric) => metric.key))
    await trying.copy(`metric ${JSON.stringify(key)}`, () =>
      writeWithParents(within(join(folder, "metrics"), key), lines.map(metricLine).join("")),
    );
  const tree = treeOfModel(from, modelId, { call });
  await trying.copy("the list of artifacts", async () => {
    for await (const { path } of filesOf(tree))
      await trying.copy(`artifact ${JSON.stringify(path)}`, async () =>
        writeWithParents(within(join(folder, "artifacts"), path), await tree.download(path)),
      );
  });
  await writeWithParents(join(folder, "meta.yaml"), metaOf(model, folder));
};

const metaOf = (model: LoggedModel, folder: string): string =>
  yaml({
    artifact_location: pathToFileURL(join(folder, "artifacts")).href,
    creation_timestamp: model.creationTime,
    experiment_id: model.experimentId,
    last_updated_timestamp: model.lastUpdateTime,
    lifecycle_stage: "active",
    model_id: model.modelId,
    model_type: model.modelType ?? null,
    name: model.name,
    source_run_id: model.sourceRunId ?? null,
    status: statusNumber[model.status],
    status_message: null,
  });

/** The fields of a line are separated by spaces, so a dataset whose name has one cannot be written. */
const metricLine = (metric: ModelMetric): string => {
  const { timestamp, value, step, runId, datasetName = "", datasetDigest = "" } = metric;
  const hasDataset = /^\S+$/.test(datasetName) && /^\S+$/.test(datasetDigest);
  const dataset = hasDataset ? ` ${datasetName} ${datasetDigest}` : "";
  return `${timestamp} ${value} ${step} ${runId}${dataset}\n`;
};
