import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { MlflowClient } from "mlflow-js-client";
import { isOwn } from "../config/dataset.ts";
import { loadDataset } from "../datasets/load-dataset.ts";
import { InputError } from "../input-error.ts";
import { dataFileSize, encodeDataFile } from "../sweep/data-file.ts";
import { once } from "../sweep/once.ts";
import type { PlannedTrial } from "../sweep/sweep-events.ts";
import { experimentOf } from "../sweep/tracking/experiment-of.ts";
import { writeAtomically } from "../workspace/write-atomically.ts";

/** The experiment whose runs have data of one's own, one run per hash. */
const experimentName = "vae-lab data";
const hashTag = "vae_lab.data";
const path = "data.safetensors";

/** The largest data set that is uploaded, in bytes. */
const maxBytes = 2 ** 30;

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

const uploadedRun = async (
  client: MlflowClient,
  experimentId: string,
  hash: string,
): Promise<string | undefined> => {
  const filter = `tags.\`${hashTag}\` = '${hash}'`;
  for await (const { info } of client.runs.search({ experimentIds: [experimentId], filter }))
    if (info.status === "FINISHED") return info.runId;
  return undefined;
};

/**
 * Uploads the data of one's own that trials need to tracking, once per hash. Returns the run that has
 * them, by hash; data that are too large are left out.
 */
export const shareData = async (
  client: MlflowClient,
  trials: Iterable<PlannedTrial>,
  notify: (text: string) => void,
): Promise<ReadonlyMap<string, string>> => {
  const datasets = new Map<string, PlannedTrial["config"]["dataset"]>();
  for (const { dataHash, config } of trials)
    if (isOwn(config.dataset)) datasets.set(dataHash, config.dataset);
  const runs = new Map<string, string>();
  if (datasets.size === 0) return runs;
  const experimentId = await experimentOf(client, experimentName);
  for (const [hash, dataset] of datasets) {
    const known = await uploadedRun(client, experimentId, hash);
    if (known !== undefined) {
      runs.set(hash, known);
      continue;
    }
    const data = await loadDataset(dataset);
    const size = dataFileSize(data);
    if (data.hash !== hash)
      throw new InputError(
        `cannot share data ${dataset.name}: they changed since the sweep began; start it again`,
      );
    if (size > maxBytes) {
      notify(
        `data ${dataset.name} (${megabytes(size)}) are not uploaded, because they are larger than ${megabytes(maxBytes)}; workers must find them under the path in the config`,
      );
      continue;
    }
    const tags = { [hashTag]: hash };
    const { info } = await client.runs.create({ experimentId, runName: dataset.name, tags });
    const { runId } = info;
    await client.artifacts.upload({ runId, path, body: encodeDataFile(data) });
    await client.runs.update({ runId, status: "FINISHED", endTime: Date.now() });
    notify(`data ${dataset.name} (${megabytes(size)}) are uploaded for workers without the files`);
    runs.set(hash, runId);
  }
  return runs;
};

/**
 * Finds the data of trials whose files this machine does not have: downloaded once to the workspace,
 * under their hash. The trial verifies them.
 */
export const downloadedData = (workspace: string) => {
  const folder = join(workspace, "data");
  const downloads = new Map<string, () => Promise<void>>();
  return async (
    { config, dataHash }: PlannedTrial,
    download: (file: { runId: string; path: string }) => Promise<Uint8Array>,
    runId: string | undefined,
  ): Promise<string | undefined> => {
    const { dataset } = config;
    if (runId === undefined || !isOwn(dataset) || existsSync(dataset.train)) return undefined;
    const file = join(folder, `${dataHash}.safetensors`);
    const get =
      downloads.get(file) ??
      once(async () => {
        if (existsSync(file)) return;
        await mkdir(folder, { recursive: true });
        await writeAtomically(file, await download({ runId, path }));
      });
    downloads.set(file, get);
    await get();
    return file;
  };
};
