import { build } from "../build/build.ts";
import { conditionOf } from "../build/condition.ts";
import type { TrialConfig } from "../config/trial-config.ts";
import { loadDataset } from "../datasets/load-dataset.ts";
import { trainingRows } from "../trial/held-out.ts";
import { startFrom } from "../trial/start.ts";
import { readStart } from "../workspace/start-files.ts";
import type { ResolvedStart } from "./resolve-start.ts";

/**
 * Refuses a trial that cannot start from the files that its workspace has, before anything trains.
 * @throws InputError if they are of another model, optimizer or number of steps per epoch, or damaged
 */
export const requireStart = async (
  config: TrialConfig,
  from: ResolvedStart["from"],
  workspace: string,
): Promise<void> => {
  const files = await readStart(workspace, from);
  if (files === undefined) return; // the trial says so
  const data = await loadDataset(config.dataset);
  const trainable = build(config, data.shape, conditionOf(config, data));
  const { rows } = trainingRows(config, data.train);
  const size = (rows.length / data.train.values.length) * data.train.size;
  await startFrom(config, trainable, Math.ceil(size / config.batchSize), files);
};
