import { rng } from "@vae-lab/core";
import { binarised } from "@vae-lab/core/data";
import { InputError } from "../input-error.ts";
import type { Dataset, Split } from "./dataset.ts";

/** @throws InputError for values that are no probabilities, and for data that are bits already */
const requireGrey = (name: string, { train, test }: Pick<Dataset, "train" | "test">): void => {
  for (const [split, { values }] of [
    ["training", train],
    ["test", test],
  ] as const) {
    const outside = values.find((value) => !(value >= 0 && value <= 1));
    if (outside !== undefined)
      throw new InputError(
        `cannot binarise ${name}: the values of its ${split} samples must be in [0, 1], where they are probabilities (got ${outside}); use --scale unit, or leave out dataset.binarise`,
      );
  }
  if (train.values.every((value) => value === 0 || value === 1))
    throw new InputError(
      `cannot binarise ${name}: its values must be grey (got training samples of 0 and 1 alone); leave out dataset.binarise`,
    );
};

/**
 * A split as bits, drawn once with its grey values as probabilities: the same for ever, and for row n
 * whatever the number of rows. Those of mnist are the images of mnist-binarised.
 */
export const binarisedOnce = (
  split: Split,
  part: "train" | "test",
  name: string | undefined,
): Split => {
  const stream = rng(0).fold(`${name ?? "own"}-binarised`, part);
  return { ...split, values: binarised(split.values, split.values.length / split.size, stream) };
};

/**
 * The splits of data for dynamic binarisation (Salakhutdinov & Murray 2008; Burda et al. 2016): training
 * values stay grey, to be drawn anew at each step, and test samples are bits. `builtIn` is the name of data
 * that come with the laboratory.
 * @throws InputError for values outside [0, 1], and for data that are bits already
 */
export const dynamicSplits = (
  name: string,
  splits: Pick<Dataset, "train" | "test">,
  builtIn?: string,
): Pick<Dataset, "train" | "test" | "binarise"> => {
  requireGrey(name, splits);
  const test = binarisedOnce(splits.test, "test", builtIn);
  return { train: splits.train, test, binarise: "dynamic" };
};
