import { existsSync, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { type DatasetName, isOwn } from "../config/dataset.ts";
import type { TrialConfig } from "../config/trial-config.ts";
import { InputError } from "../input-error.ts";
import { missingIdxFiles } from "./idx-folder.ts";

/** Data sets that come as MNIST's four files. */
export type IdxName = "mnist" | "fashion-mnist";
const names: readonly string[] = ["mnist", "fashion-mnist"] satisfies IdxName[];

export const dataFolder = (env = process.env): string | undefined =>
  env.VAE_LAB_DATA ? resolve(env.VAE_LAB_DATA) : undefined;

/**
 * The folder of a data set in VAE_LAB_DATA: the sub-folder with its name, else the folder itself if it
 * holds the files and is not named after another data set, whose files have the same names.
 * @throws InputError if VAE_LAB_DATA is no folder
 */
export const folderIn = (data: string, name: IdxName): string | undefined => {
  if (!existsSync(data) || !statSync(data).isDirectory())
    throw new InputError(`VAE_LAB_DATA must name a folder, got ${data}`);
  const own = join(data, name);
  if (existsSync(own)) return own;
  const isAnothers = names.includes(basename(data)) && basename(data) !== name;
  return !isAnothers && missingIdxFiles(data).length === 0 ? data : undefined;
};

/** The files that a data set is made from; other data sets are drawn, not read. */
const filesOf: Readonly<Partial<Record<DatasetName, IdxName>>> = {
  mnist: "mnist",
  "mnist-binarised": "mnist",
  "mnist-14": "mnist",
  "fashion-mnist": "fashion-mnist",
};

/** Whether a data set is read from VAE_LAB_DATA, which may hold any images under its name. */
export const isUsersData = (dataset: TrialConfig["dataset"], data = dataFolder()): boolean => {
  const files = isOwn(dataset) ? undefined : filesOf[dataset.name];
  return data !== undefined && files !== undefined && folderIn(data, files) !== undefined;
};
