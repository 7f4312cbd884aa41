import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { PlainTensor } from "@vae-lab/core";
import { encodeNpy } from "@vae-lab/data";
import { InputError } from "@vae-lab/experiments/input-error";
import { type LoadedRun, type Pictures, picturesOf } from "@vae-lab/experiments/runs";
import { writingTo } from "../tracking/writing-to.ts";
import { csvText } from "./csv-text.ts";
import type { Out } from "./out-option.ts";
import { writeOut } from "./write-out.ts";

/** Samples in the units of the data, and how a picture of them is laid out. */
export interface WrittenSamples {
  readonly samples: PlainTensor;
  /** Samples in a row of a picture. */
  readonly columns: number;
  /** What the picture shows, if it is not all samples. */
  readonly picture?: Float32Array | undefined;
  /** The class of each sample, a last column of a table. */
  readonly classes?: readonly string[] | undefined;
}

const requirePictures = (run: LoadedRun, { path }: Out): Pictures => {
  const pictures = picturesOf(run);
  if (pictures !== undefined) return pictures;
  throw new InputError(
    `cannot write images to --out ${path}: the run's samples must be grey or colour images (got axes ${run.model.sampleShape.join(" × ")}); write a .npy or a .csv`,
  );
};

/** The names of a sample's values: its columns, else x1, x2, … */
const columnsOf = ({ model }: LoadedRun): string[] => {
  const { sample } = model.description;
  const names = sample.kind === "vector" ? sample.columns : undefined;
  const size = model.sampleShape.reduce((product, length) => product * length, 1);
  return names ? [...names] : Array.from({ length: size }, (_, i) => `x${i + 1}`);
};

const writeFolder = async (
  folder: string,
  { shape: [count = 0], values }: PlainTensor,
  pictures: Pictures,
): Promise<void> => {
  await mkdir(folder, { recursive: true });
  const size = values.length / count;
  const digits = Math.max(4, String(count).length);
  for (let n = 0; n < count; n++)
    await writeOut(
      join(folder, `${String(n + 1).padStart(digits, "0")}.png`),
      pictures.one(values.subarray(n * size, (n + 1) * size)),
    );
};

/**
 * Writes samples of a run as an array, a table, a picture, or a folder of images.
 * @throws InputError if samples that are no images are to be drawn, or the place cannot be written
 */
export const writeSamples = (run: LoadedRun, out: Out, written: WrittenSamples): Promise<void> =>
  writingTo("--out", out.path, async () => {
    const { samples, columns, picture = samples.values, classes } = written;
    switch (out.format) {
      case "npy":
        return writeOut(out.path, encodeNpy(samples));
      case "csv":
        return writeOut(
          out.path,
          csvText(columnsOf(run), samples.values, classes && { name: "label", texts: classes }),
        );
      case "png":
        return writeOut(out.path, requirePictures(run, out).grid(picture, columns));
      case "folder":
        return writeFolder(out.path, samples, requirePictures(run, out));
      default:
        throw new InputError(`cannot write samples to ${out.path}; write a .npy`);
    }
  });
