import { resolve } from "node:path";
import { holdsOneArray } from "@vae-lab/data/single-array";
import { isOwn, type TrialConfig } from "@vae-lab/experiments/config";

/**
 * A data set whose files are named by absolute paths, so that workers find them wherever they run.
 * @param folder what relative paths start from
 */
export const withAbsolutePaths = <D extends object>(dataset: D, folder = process.cwd()): D => {
  if (!isOwn(dataset)) return dataset;
  const keys = holdsOneArray(dataset.train)
    ? (["train", "test", "labels", "testLabels"] as const)
    : (["train", "test"] as const);
  const paths = keys.flatMap((key) => {
    const path = dataset[key];
    return path === undefined ? [] : [[key, resolve(folder, path)] as const];
  });
  return { ...dataset, ...Object.fromEntries(paths) };
};

/**
 * A config that names its data and the file that it starts from by absolute paths; relative ones start
 * from the folder of its file.
 */
export const configWithAbsolutePaths = (config: TrialConfig, folder: string): TrialConfig => ({
  ...config,
  dataset: withAbsolutePaths(config.dataset, folder),
  ...(config.from?.file !== undefined && {
    from: { ...config.from, file: resolve(folder, config.from.file) },
  }),
});
