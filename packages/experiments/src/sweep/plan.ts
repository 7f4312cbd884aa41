import { isOwn } from "../config/dataset.ts";
import { labelOf } from "../config/label.ts";
import type { TrialConfig } from "../config/trial-config.ts";
import { isUsersData } from "../datasets/data-folder.ts";
import { hashOf, readBuiltIn } from "../datasets/load-built-in.ts";
import { canonicalJson, trialId } from "../trial/trial-id.ts";
import { type DataSize, requireMemory } from "./memory.ts";
import type { PlannedTrial } from "./sweep-events.ts";

/** What a sweep must know of a data set before it runs. */
interface SurveyedData extends DataSize {
  readonly hash: string;
  /** What was understood of data of one's own, in one line. */
  readonly notice?: string;
  /** @throws InputError if the trial's model does not fit the data */
  requireFit?(config: TrialConfig): void;
}

const survey = async (dataset: TrialConfig["dataset"]): Promise<SurveyedData> => {
  if (isOwn(dataset)) {
    const { surveyOwn } = await import("../datasets/own/survey-own.ts"); // loads TensorFlow and parsers
    return surveyOwn(dataset);
  }
  const grey = await readBuiltIn(dataset);
  return { hash: hashOf(grey), dataSize: grey.width * grey.height, trainSize: grey.train.size };
};

/** Reads each data set once. */
const surveys = () => {
  const known = new Map<string, Promise<SurveyedData>>();
  return (dataset: TrialConfig["dataset"]): Promise<SurveyedData> => {
    const key = canonicalJson(dataset);
    const found = known.get(key) ?? survey(dataset);
    known.set(key, found);
    return found;
  };
};

/** Images from VAE_LAB_DATA may change under one name: trials on them are named by their hash. */
const labelWithData = (config: TrialConfig, dataHash: string): string =>
  isUsersData(config.dataset)
    ? `${labelOf(config)} · data ${dataHash.slice(0, 8)}`
    : labelOf(config);

export interface Plan {
  /** In the order of the configs; a config given twice is one trial. */
  readonly trials: readonly PlannedTrial[];
  /** What was understood of data of one's own. */
  readonly notices: readonly string[];
}

/**
/**
 * The trials of some configs.
 * @throws InputError if data are missing, damaged or do not fit a config's model, or if a trial needs
 * more memory than there is
 */
export const planOf = async (configs: readonly TrialConfig[]): Promise<Plan> => {
  const surveyed = surveys();
  const byId = new Map<string, PlannedTrial>();
  const notices = new Set<string>();
  for (const config of configs) {
    const data = await surveyed(config.dataset);
    const { hash: dataHash, notice } = data;
    requireMemory(config, data);
    data.requireFit?.(config);
    if (notice !== undefined) notices.add(notice);
    const id = trialId(config, dataHash);
    if (!byId.has(id))
      byId.set(id, { id, label: labelWithData(config, dataHash), config, dataHash });
  }
  return { trials: [...byId.values()], notices: [...notices] };
};
