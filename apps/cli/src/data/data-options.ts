import { Option } from "@commander-js/extra-typings";
import type { OwnDataset } from "@vae-lab/experiments/config";
import { InputError } from "@vae-lab/experiments/input-error";
import { numberIn } from "../command-line/numbers.ts";
import { oneOf } from "../command-line/one-of.ts";
import { anyText, type Read, valueOption } from "../command-line/value-option.ts";
import { withAbsolutePaths } from "./absolute-paths.ts";

const share: Read<number> = (option, text) => {
  const value = numberIn(text, "decimal");
  if (value > 0 && value < 1) return value;
  throw new InputError(`${option} must be a number between 0 and 1, got ${JSON.stringify(text)}`);
};

/** Whole numbers with × or x between them, such as 32x32. */
const lengths =
  (counts: readonly number[], example: string): Read<number[]> =>
  (option, text) => {
    const numbers = text.split(/[x×]/).map((one) => numberIn(one, "whole"));
    if (counts.includes(numbers.length) && numbers.every((one) => one >= 1)) return numbers;
    throw new InputError(`${option} must be such as ${example}, got ${JSON.stringify(text)}`);
  };

const names: Read<string[]> = (option, text) => {
  const found = text.split(",").map((name) => name.trim());
  if (found.every((name) => name !== "")) return found;
  throw new InputError(
    `${option} must be names or numbers of columns with commas between them, got ${JSON.stringify(text)}`,
  );
};

/** How the file of `--data` is read. */
export const readingOptions = {
  key: valueOption("--data-key <name>", "Array of the .npz or safetensors file", anyText),
  labels: valueOption(
    "--labels <name>",
    "Column, array or .npy file with the labels of the samples",
    anyText,
  ),
  columns: valueOption(
    "--columns <a,b,…>",
    "Columns of the table to use (default: all but the labels)",
    names,
  ),
  shape: valueOption(
    "--shape <8x8>",
    "Height, width and optionally channels of samples stored as rows",
    lengths([2, 3], "8x8 or 32x32x3"),
  ),
  layout: valueOption(
    "--layout <order>",
    "Where arrays hold channels: channels-last or channels-first",
    oneOf(["channels-last", "channels-first"]),
  ),
  resize: valueOption(
    "--resize <32x32>",
    "Scale images of a folder to this width and height",
    lengths([2], "32x32"),
  ),
  crop: new Option("--crop", "With --resize: keep the aspect ratio and cut off the rest"),
  scale: valueOption(
    "--scale <way>",
    "Scale values: unit (to [0, 1]) or standardise (mean 0, variance 1)",
    oneOf(["unit", "standardise"]),
  ),
  test: valueOption("--data-test <path>", "File or folder with the test samples", anyText),
  testLabels: valueOption(
    "--test-labels <path>",
    "File (.npy) with the labels of --data-test",
    anyText,
  ),
  testShare: valueOption(
    "--test-share <number>",
    "Share of the samples to split off for tests (default: 0.1)",
    share,
  ),
  name: valueOption(
    "--data-name <name>",
    "Name of the data in runs and figures (default: the file's)",
    anyText,
  ),
} as const;

/** The options for data of one's own, all but the path itself. */
export const ownReadingOptions: readonly Option[] = Object.values(readingOptions);

export const dataOption = valueOption(
  "--data <path>",
  "Train on your own data: .npy, .npz, .csv, IDX, safetensors, a folder of images",
  anyText,
);

/** All options for data of one's own. */
export const ownDataOptions: readonly Option[] = [dataOption, ...ownReadingOptions];

type Values = Readonly<Record<string, unknown>>;

/** The part of a config's data set that the options set. */
export type OwnPart = Partial<Omit<OwnDataset, "trainSize" | "testSize">>;

/**
 * The part of a config's data set that the options for one's own data set, with absolute paths;
 * undefined if none is given.
 * @param train the path of the data, if the command takes it as an argument
 */
export const ownPart = (
  values: Values,
  train = values[dataOption.attributeName()],
): OwnPart | undefined => {
  const all = {
    train,
    ...Object.fromEntries(
      Object.entries(readingOptions).map(([key, option]) => [key, values[option.attributeName()]]),
    ),
  };
  const given = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
  return Object.keys(given).length === 0 ? undefined : withAbsolutePaths(given);
};
