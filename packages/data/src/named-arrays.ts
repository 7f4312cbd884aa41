import { InputError } from "./input-error.ts";
import { type NumericArray, shapeText } from "./numeric-array.ts";

/** Which arrays of a file with several are which part. */
export interface ArrayNames {
  readonly train: string;
  readonly test?: string;
  readonly trainLabels?: string;
  readonly testLabels?: string;
}

/** Names in common use, in the order in which they are preferred. */
const usual = {
  train: ["train", "x_train", "train_images", "train_x", "images", "data", "x", "X", "arr_0"],
  test: ["test", "x_test", "test_images", "test_x"],
  trainLabels: ["train_labels", "y_train", "train_y", "labels", "target", "targets", "y"],
  testLabels: ["test_labels", "y_test", "test_y"],
} as const;

/** `x (60000 × 28 × 28 uint8), y (60000 uint8)`. */
const contents = (arrays: ReadonlyMap<string, NumericArray>): string =>
  [...arrays]
    .map(([name, { shape, dtype }]) => `${name} (${shapeText(shape)} ${dtype})`)
    .join(", ");

/**
 * Finds the parts of a data set among named arrays: by the names given, else by names in common
 * use, else the only array there is.
 * @throws InputError when a given name is absent, or no array is the obvious choice
 */
export const nameArrays = (
  arrays: ReadonlyMap<string, NumericArray>,
  file: string,
  given: { readonly key?: string | undefined; readonly labels?: string | undefined } = {},
): ArrayNames => {
  const require = (name: string): string => {
    if (arrays.has(name)) return name;
    throw new InputError(
      `cannot find the array ${name} in ${file}; it holds ${contents(arrays) || "no arrays"}`,
    );
  };
  const first = (names: readonly string[]) => names.find((name) => arrays.has(name));
  const only = arrays.size === 1 ? [...arrays.keys()][0] : undefined;
  const train = given.key === undefined ? (first(usual.train) ?? only) : require(given.key);
  if (train === undefined)
    throw new InputError(
      `cannot tell which array of ${file} holds the samples; it holds ${contents(arrays) || "no arrays"}; name one with --data-key`,
    );
  const parts = {
    test: given.key === undefined ? first(usual.test) : undefined,
    trainLabels: given.labels === undefined ? first(usual.trainLabels) : require(given.labels),
    testLabels: first(usual.testLabels),
  };
  return {
    train,
    ...(parts.test !== undefined && { test: parts.test }),
    ...(parts.trainLabels !== undefined && { trainLabels: parts.trainLabels }),
    ...(parts.test !== undefined &&
      parts.testLabels !== undefined && { testLabels: parts.testLabels }),
  };
};
