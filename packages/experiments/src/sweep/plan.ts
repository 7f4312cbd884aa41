import { configOfStart } from "../config/config-of-start.ts";
import { isOwn } from "../config/dataset.ts";
import { labelOf } from "../config/label.ts";
import type { PartOf, TrialConfig } from "../config/trial-config.ts";
import { isUsersData } from "../datasets/data-folder.ts";
import { hashOf, readBuiltIn } from "../datasets/load-built-in.ts";
import { InputError } from "../input-error.ts";
import { canonicalJson } from "../trial/identity.ts";
import { trialId } from "../trial/trial-id.ts";
import { type DataSize, requireMemory, workerBytes } from "./memory.ts";
import type { PlannedTrial } from "./sweep-events.ts";
import { trialWork } from "./trial-work.ts";

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
  return {
    hash: hashOf(grey, dataset.binarise),
    dataSize: grey.width * grey.height,
    trainSize: grey.train.size,
  };
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
  /**
   * In the order of the configs, each after the trial that it starts from; a config given twice is one
   * trial.
   */
  readonly trials: readonly PlannedTrial[];
  /** What was understood of data of one's own. */
  readonly notices: readonly string[];
  /** About how many bytes a worker process takes that runs any of the trials. */
  readonly workerBytes: number;
  /** About how much each trial computes, by id, to compare them. */
  readonly workOf: ReadonlyMap<string, number>;
}

/** Finds the checkpoint file or the run that a trial starts from. */
export type Resolve = (
  from: PartOf<"from">,
  /** The trial that starts from it. */
  config: TrialConfig,
) => Promise<Pick<PartOf<"from">, "trial" | "checkpoint">>;

const unresolved: Resolve = async () => {
  throw new InputError("cannot plan a trial with from.file or from.run: run it in a sweep");
};

/**
 * The trials of some configs.
 * @throws InputError if data are missing, damaged or do not fit a config's model, if a trial needs more
 * memory than there is, or if what it starts from is missing
 */
export const planOf = async (
  configs: readonly TrialConfig[],
  resolve: Resolve = unresolved,
): Promise<Plan> => {
  const surveyed = surveys();
  const byId = new Map<string, PlannedTrial>();
  const notices = new Set<string>();
  const workOf = new Map<string, number>();
  let bytes = 0;

  const planned = async (given: TrialConfig): Promise<PlannedTrial> => {
    const config = await started(given);
    const data = await surveyed(config.dataset);
    const { hash: dataHash, notice } = data;
    requireMemory(config, data);
    data.requireFit?.(config);
    bytes = Math.max(bytes, workerBytes(config, data));
    if (notice !== undefined) notices.add(notice);
    const id = trialId(config, dataHash);
    const trial = byId.get(id) ?? { id, label: labelWithData(config, dataHash), config, dataHash };
    byId.set(id, trial);
    workOf.set(id, trialWork(config, data));
    return trial;
  };
  /** The config with what it starts from named by a trial's id or a SHA-256. */
  const started = async (config: TrialConfig): Promise<TrialConfig> => {
    const { from } = config;
    if (from === undefined) return config;
    const { optimizer } = from;
    const source =
      typeof from.trial === "object"
        ? { trial: (await planned(configOfStart(config, from.trial))).id }
        : from.file === undefined && from.run === undefined
          ? from
          : await resolve(from, config);
    return { ...config, from: { ...source, ...(optimizer && { optimizer }) } };
  };

  for (const config of configs) await planned(config);
  return { trials: [...byId.values()], notices: [...notices], workerBytes: bytes, workOf };
};
