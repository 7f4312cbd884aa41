import { isOwn } from "../config/dataset.ts";
import type { TrialConfig } from "../config/trial-config.ts";
import type { Dataset, Split } from "./dataset.ts";
import { binarisedOnce } from "./dynamic-binarisation.ts";

/**
 * The training samples as they are measured and shown: bits that are drawn once, like those of the test
 * split, where training draws them anew.
 */
export const measuredTraining = (
  config: TrialConfig["dataset"],
  { train, binarise }: Pick<Dataset, "train" | "binarise">,
): Split =>
  binarise === undefined
    ? train
    : binarisedOnce(train, "train", isOwn(config) ? undefined : config.name);
