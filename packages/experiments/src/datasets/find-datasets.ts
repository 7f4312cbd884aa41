import type { TrialConfig } from "../config/trial-config.ts";
import { dataFolder } from "./data-folder.ts";
import { fashionMnistFolder, fashionMnistRemedy } from "./fashion-mnist.ts";
import { missingIdxFiles } from "./idx-folder.ts";
import { mnistFolder, mnistRemedy } from "./mnist.ts";

export interface FoundDataset {
  readonly name: TrialConfig["dataset"]["name"];
  readonly found: boolean;
  readonly where?: string;
  readonly remedy?: string;
}

/** Says that VAE_LAB_DATA was looked into, where the images come from elsewhere. */
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
    const why = error instanceof Error ? error.message : String(error);
    return { name, found: false, remedy: `${remedy} (${why})` };
  }
};

/** Which data sets this machine holds, and what to do about those that it does not. */
export const findDatasets = (): FoundDataset[] => [
  ...(["mnist", "mnist-binarised", "mnist-14"] as const).map((name) =>
    find(name, mnistFolder, mnistRemedy),
  ),
  find("fashion-mnist", fashionMnistFolder, fashionMnistRemedy),
  { name: "bars", found: true, where: "synthetic" },
];
