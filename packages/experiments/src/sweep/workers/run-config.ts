import { loadBackend } from "../../backend/native.ts";
import { TrialConfig } from "../../config/trial-config.ts";
import { cacheLast } from "../../datasets/cache-last.ts";
import { loadDataset } from "../../datasets/load-dataset.ts";
import { runTrial, type TrialOptions } from "../../trial/run-trial.ts";
import type { TrialEvent } from "../../trial/trial-events.ts";

const load = cacheLast(loadDataset);
const backend = loadBackend();

type RunOptions = Pick<TrialOptions, "dataHash" | "snapshot" | "measure" | "start">;

/** Runs a trial on this process's backend, with the data of the last trial if they are the same. */
export async function* runConfig(
  config: unknown,
  { dataHash, snapshot, measure, start }: RunOptions,
): AsyncGenerator<TrialEvent, void, undefined> {
  const parsed = TrialConfig.parse(config);
  const options = { ...{ snapshot, measure, start, load }, snapshots: true };
  yield* runTrial(parsed, { ...options, backend: await backend, ...(dataHash && { dataHash }) });
}
