import type { DatasetName } from "../config/dataset.ts";
import { errorMessage } from "../error-message.ts";
import { dataFolder } from "./data-folder.ts";
import { fashionMnistFolder, fashionMnistRemedy } from "./fashion-mnist.ts";
import { missingIdxFiles } from "./idx-folder.ts";
import { mnistFolder, mnistRemedy } from "./mnist.ts";

export interface FoundDataset {
  readonly name: DatasetName;
  readonly found: boolean;
  readonly where?: string;
  readonly remedy?: string;
}

/** The folder of a data set, with a remark if VAE_LAB_DATA does not hold it. */
const withOrigin = (name: string, folder: string): string => {
  const data = dataFolder();
  return data === undefined || folder.startsWith(data)
    ? folder
    : `${folder} (VAE_LAB_DATA holds no ${name}: ${data})`;
};

const find = (
  name: FoundDataset["name"],
  locate: () => string | undefined,
  remedy: string,
): FoundDataset => {
  try {
    const folder = locate();
    if (folder === undefined) return { name, found: false, remedy };
    const missing = missingIdxFiles(folder);
    return missing.length === 0
      ? { name, found: true, where: withOrigin(name, folder) }
      : { name, found: false, where: folder, remedy: `${remedy} (missing: ${missing.join(", ")})` };
  } catch (error) {
    const why = errorMessage(error);
    return { name, found: false, remedy: `${remedy} (${why})` };
  }
};

/** The data sets of this machine, with a remedy for each that is missing. */
export const findDatasets = (): FoundDataset[] => [
  ...(["mnist", "mnist-binarised", "mnist-14"] as const).map((name) =>
    find(name, mnistFolder, mnistRemedy),
  ),
  find("fashion-mnist", fashionMnistFolder, fashionMnistRemedy),
  { name: "bars", found: true, where: "synthetic" },
  { name: "shifted-edges", found: true, where: "synthetic" },
];
