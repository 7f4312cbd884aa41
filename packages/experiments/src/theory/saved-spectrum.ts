import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { sampleLength } from "@vae-lab/core/data";
import { makeFolder } from "@vae-lab/tracking-server/make-folder";
import { z } from "zod";
import type { Dataset } from "../datasets/dataset.ts";
import { writeAtomically } from "../workspace/write-atomically.ts";
import { type DataSpectrum, dataSpectrum } from "./data-spectrum.ts";

/** The training split of a data set, and the hash that names its spectrum. */
export type SpectrumSource = Pick<Dataset, "hash" | "shape"> & {
  readonly train: { readonly values: ArrayLike<number> };
};

/** Part of the file's name, raised when the numbers in it change their meaning. */
const version = 1;

const SavedSpectrum = z.object({
  size: z.number(),
  dataSize: z.number(),
  eigenvalues: z.array(z.number()),
  bernoulliEigenvalues: z.array(z.number()).exactOptional(),
});

/** The spectrum in a file; undefined if it is missing or damaged. */
const readSpectrum = async (file: string): Promise<DataSpectrum | undefined> => {
  try {
    return SavedSpectrum.parse(JSON.parse(await readFile(file, "utf8")));
  } catch {
    return undefined;
  }
};

/**
 * The spectrum of the training split, from the workspace if it was computed before: it is kept in
 * `spectra`, under the hash of the data. For 60,000 MNIST images it takes some seconds to compute.
 * @throws RangeError for examples of more than `maxDataSize` values
 */
export const savedSpectrum = async (
  workspacePath: string,
  { hash, shape, train }: SpectrumSource,
): Promise<DataSpectrum> => {
  const folder = join(workspacePath, "spectra");
  const file = join(folder, `${hash}.v${version}.json`);
  const saved = await readSpectrum(file);
  if (saved !== undefined) return saved;
  const spectrum = dataSpectrum(train.values, sampleLength(shape));
  makeFolder(folder);
  await writeAtomically(file, JSON.stringify(spectrum));
  return spectrum;
};
