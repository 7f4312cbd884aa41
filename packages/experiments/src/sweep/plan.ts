import { labelOf } from "../config/label.ts";
import type { TrialConfig } from "../config/trial-config.ts";
import { isUsersData } from "../datasets/data-folder.ts";
import { hashOf, readDataset } from "../datasets/load-dataset.ts";
import { canonicalJson, trialId } from "../trial/trial-id.ts";
import { type DataSize, requireMemory } from "./memory.ts";
import type { PlannedTrial } from "./sweep-events.ts";

/** The hash of a data set, and what the memory of a trial depends on. */
interface Data extends DataSize {
  readonly hash: string;
}

/** Reads each data set once. */
const dataOnce = () => {
  const known = new Map<string, Promise<Data>>();
  return (dataset: TrialConfig["dataset"]): Promise<Data> => {
    const key = canonicalJson(dataset);
    const data =
      known.get(key) ??
      readDataset(dataset).then((grey) => ({
        hash: hashOf(grey),
        pixels: grey.width * grey.height,
        trainSize: grey.train.size,
      }));
    known.set(key, data);
    return data;
  };
};

/** Images from VAE_LAB_DATA may change under one name: trials on them are named by their hash. */
const labelWithData = (config: TrialConfig, dataHash: string): string =>
  isUsersData(config.dataset.name)
    ? `${labelOf(config)} · data ${dataHash.slice(0, 8)}`
    : labelOf(config);

/**
 * The trials of some configs, in the order given; a config given twice is one trial.
 * @throws InputError if data are missing or damaged, or a trial needs more memory than there is.
 */
export const planOf = async (configs: readonly TrialConfig[]): Promise<PlannedTrial[]> => {
  const dataOf = dataOnce();
  const byId = new Map<string, PlannedTrial>();
  for (const config of configs) {
    const data = await dataOf(config.dataset);
    requireMemory(config, data);
    const dataHash = data.hash;
    const id = trialId(config, dataHash);
    if (!byId.has(id))
      byId.set(id, { id, label: labelWithData(config, dataHash), config, dataHash });
  }
  return [...byId.values()];
};
