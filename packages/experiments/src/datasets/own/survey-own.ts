import { sampleLength } from "@vae-lab/core/data";
import { sampleText } from "@vae-lab/data";
import type { OwnDataset } from "../../config/dataset.ts";
import type { TrialConfig } from "../../config/trial-config.ts";
import { type LoadedOwn, loadOwnDataset } from "./load-own-dataset.ts";
import { requireFit } from "./require-fit.ts";

const counted = (count: number, one: string, many: string): string =>
  `${count} ${count === 1 ? one : many}`;

/** `digits: 1617 training and 180 test samples (a share of 0.1), each a vector of 64, 10 classes`. */
const noticeOf = ({ name, train, test, testShare, shape, classes }: LoadedOwn): string =>
  [
    `data ${name}: ${train.size} training and ${counted(test.size, "test sample", "test samples")}${testShare === undefined ? "" : ` (a share of ${testShare}, the same in every run)`}`,
    `each a ${sampleText(shape)}`,
    classes === undefined ? "no labels" : counted(classes.length, "class", "classes"),
  ].join(", ");

/** Reads data of one's own once for a sweep: their hash, and whether models fit them. */
export const surveyOwn = async (dataset: OwnDataset) => {
  const data = await loadOwnDataset(dataset);
  return {
    hash: data.hash,
    dataSize: sampleLength(data.shape),
    trainSize: data.train.size,
    notice: noticeOf(data),
    requireFit: (config: TrialConfig) => requireFit(config, data),
  };
};
