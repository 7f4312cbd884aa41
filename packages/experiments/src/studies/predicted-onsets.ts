import { bernoulliOnset } from "@vae-lab/core/exact";
import type { BuiltInDataset } from "../config/dataset.ts";
import { findDatasets } from "../datasets/find-datasets.ts";
import { loadDataset } from "../datasets/load-dataset.ts";
import type { ExactValue } from "./evidence.ts";

/** The beta from which on collapse is locally stable on each data set that is found. */
export const predictedOnsets = async (
  datasets: readonly BuiltInDataset[],
): Promise<ExactValue[]> => {
  const found = findDatasets();
  const values: ExactValue[] = [];
  for (const dataset of datasets) {
    if (!found.some(({ name, found: isFound }) => isFound && name === dataset.name)) continue;
    const { train } = await loadDataset(dataset);
    const onset = bernoulliOnset(train.values, train.values.length / train.size);
    values.push({
      ...{ quantity: "predicted onset", value: onset, error: 1e-6 * onset, unit: "beta" },
      at: { dataset: dataset.name },
    });
  }
  return values;
};
