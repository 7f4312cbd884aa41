import { loadBackend } from "../../backend/native.ts";
import { keptGraphs } from "../../backend/steps/kept-graphs.ts";
import { TrialConfig } from "../../config/trial-config.ts";
import { cacheLast } from "../../datasets/cache-last.ts";
import { loadDataset } from "../../datasets/load-dataset.ts";
import { theoryMetrics } from "../../theory/theory-metrics.ts";
import { runTrial, type TrialOptions } from "../../trial/run-trial.ts";
import type { TrialEvent } from "../../trial/trial-events.ts";
import { readDataFile } from "../data-file.ts";
import type { TrialInputs } from "./trial-worker.ts";

const backend = loadBackend();

type RunOptions = Pick<TrialOptions, "dataHash"> & TrialInputs;

/** The file with the data of the trial that runs, and their hash. */
let downloaded: { readonly file: string; readonly hash: string } | undefined;

const load = cacheLast(async (dataset) =>
  downloaded === undefined
    ? loadDataset(dataset)
    : readDataFile(downloaded.file, dataset.name, downloaded.hash),
);

const graphs = keptGraphs();

/** Predicts trials from the spectra that a workspace keeps. */
const predictorIn = (workspace: string | undefined): TrialOptions["predict"] =>
  workspace === undefined ? undefined : (config, data) => theoryMetrics(config, data, workspace);

/** Runs a trial on this process's backend, with the data and the graphs of earlier trials if they are the same. */
export async function* runConfig(
  config: unknown,
  { dataHash, snapshot, measure, start, dataFile, workspace }: RunOptions,
): AsyncGenerator<TrialEvent, void, undefined> {
  downloaded = dataFile === undefined ? undefined : { file: dataFile, hash: dataHash ?? "" };
  const parsed = TrialConfig.parse(config);
  const predict = predictorIn(workspace);
  const options = { ...{ snapshot, measure, start, load, predict, graphs }, snapshots: true };
  yield* runTrial(parsed, { ...options, backend: await backend, ...(dataHash && { dataHash }) });
}
