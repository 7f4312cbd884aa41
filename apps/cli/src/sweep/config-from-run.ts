import { stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { loadBackend } from "@vae-lab/experiments/backend";
import { loadRun } from "@vae-lab/experiments/runs";
import type { MlflowClient } from "mlflow-js-client";
import type { Json } from "./dotted-keys.ts";

const isFolder = async (path: string): Promise<boolean> =>
  (await stat(path).catch(() => undefined))?.isDirectory() ?? false;

/** The config of a training that starts from a finished run, and the name of the run. */
export interface ConfigFromRun {
  /** The config of the run, and the run as its start. */
  readonly base: Json;
  readonly from: Json;
  readonly name: string;
}

/**
 * The config of a finished run, which a training starts from, with the state of its optimizer unless it
 * is to be fresh. The run is named as for all commands: an id or its beginning, a label, a folder, a file.
 * @throws InputError if there is no such run or it has no checkpoint
 */
export const configFromRun = async (
  source: string,
  {
    freshOptimizer,
    ...places
  }: { freshOptimizer: boolean; client: MlflowClient; workspace: string },
): Promise<ConfigFromRun> => {
  await loadBackend();
  const { config, model, name, run } = await loadRun(source, places);
  model.dispose();
  const path = (await isFolder(source)) ? join(source, "checkpoint.safetensors") : source;
  const { from: _, ...base } = config ?? { from: undefined };
  const start = run === undefined ? { file: resolve(path) } : { run: run.info.runId };
  return { base, from: { ...start, ...(!freshOptimizer && { optimizer: true }) }, name };
};
