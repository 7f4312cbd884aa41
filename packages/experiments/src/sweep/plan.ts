import { labelOf } from "../config/label.ts";
import type { TrialConfig } from "../config/trial-config.ts";
import { isUsersData } from "../datasets/data-folder.ts";
import { hashOf, readDataset } from "../datasets/load-dataset.ts";
import { canonicalJson, trialId } from "../trial/trial-id.ts";
import type { PlannedTrial } from "./sweep-events.ts";

/** Reads each data set once. */
const dataHashes = () => {
  const known = new Map<string, Promise<string>>();
  return (dataset: TrialConfig["dataset"]): Promise<string> => {
    const key = canonicalJson(dataset);
    const hash = known.get(key) ?? readDataset(dataset).then(hashOf);
    known.set(key, hash);
    return hash;
  };
};

/** Images from VAE_LAB_DATA may change under one name: trials on them are named by their hash. */
const labelWithData = (config: TrialConfig, dataHash: string): string =>
  isUsersData(config.dataset.name)
    ? `${labelOf(config)} · data ${dataHash.slice(0, 8)}`
    : labelOf(config);

/**
 * The trials of some configs, in the order given; a config given twice is one trial.
 * @throws InputError if data are missing or damaged.
 */
export const planOf = async (configs: readonly TrialConfig[]): Promise<PlannedTrial[]> => {
  const hashOfData = dataHashes();
  const byId = new Map<string, PlannedTrial>();
  for (const config of configs) {
    const dataHash = await hashOfData(config.dataset);
    const id = trialId(config, dataHash);
    if (!byId.has(id))
      byId.set(id, { id, label: labelWithData(config, dataHash), config, dataHash });
  }
  return [...byId.values()];
};
