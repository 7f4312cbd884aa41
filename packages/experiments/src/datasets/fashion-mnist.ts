import { spawnSync } from "node:child_process";
import { dirname } from "node:path";
import { dataFolder, folderIn } from "./data-folder.ts";

/** Where Debian's package put its files, asked of dpkg itself. */
const debianFolder = (): string | undefined => {
  const listing = spawnSync("dpkg", ["-L", "dataset-fashion-mnist"], { encoding: "utf8" });
  const file = listing.stdout?.split("\n").find((line) => line.includes("train-images-idx3-ubyte"));
  return file === undefined ? undefined : dirname(file);
};

/** What to do when Fashion-MNIST (Xiao et al. 2017) is not found. */
export const fashionMnistRemedy =
  "install Debian's package (apt-get install dataset-fashion-mnist), or put the four IDX files " +
  "(gzipped or plain) in a folder fashion-mnist and name the one above it in VAE_LAB_DATA";

/** A folder with Fashion-MNIST's four IDX files: from VAE_LAB_DATA first, else Debian's package. */
export const fashionMnistFolder = (data = dataFolder()): string | undefined =>
  (data === undefined ? undefined : folderIn(data, "fashion-mnist")) ?? debianFolder();
