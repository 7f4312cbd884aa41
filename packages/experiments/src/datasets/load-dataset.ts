import { isOwn } from "../config/dataset.ts";
import type { TrialConfig } from "../config/trial-config.ts";
import type { Dataset } from "./dataset.ts";
import { loadBuiltIn } from "./load-built-in.ts";

/**
 * A data set as models read it: one that comes with the laboratory, or one's own.
 * @throws InputError when the data are absent, damaged, fewer than asked for or of no use
 */
export const loadDataset = async (config: TrialConfig["dataset"]): Promise<Dataset> => {
  if (!isOwn(config)) return loadBuiltIn(config);
  const { loadOwnDataset } = await import("./own/load-own-dataset.ts"); // loads parsers of images and tables
  return loadOwnDataset(config);
};
