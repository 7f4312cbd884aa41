import type { TrialConfig } from "../config/trial-config.ts";
import { loadDataset } from "../datasets/load-dataset.ts";
import { type DataSpectrum, dataSpectrum } from "../theory/index.ts";

/** The spectrum of a data set's training images. */
export const trainingSpectrum = async (dataset: TrialConfig["dataset"]): Promise<DataSpectrum> => {
  const { train } = await loadDataset(dataset);
  return dataSpectrum(train.values, train.values.length / train.size);
};
