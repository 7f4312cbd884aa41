import { count, oneOf, part } from "./rules.ts";

export const DatasetName = oneOf("dataset.name", [
  "mnist",
  "mnist-binarised",
  "mnist-14",
  "fashion-mnist",
  "bars",
]);

/** The images, and how many of each split are used. Default: all. */
export const Dataset = part("dataset", {
  name: DatasetName,
  trainSize: count("dataset.trainSize").optional(),
  testSize: count("dataset.testSize").optional(),
});
