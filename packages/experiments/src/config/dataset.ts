import { count, oneOf, part } from "./rules.ts";

export const DatasetName = oneOf("dataset.name", [
  "mnist",
  "mnist-binarised",
  "mnist-14",
  "fashion-mnist",
  "bars",
]);

/** Which images, and how many of them: both splits whole unless a size is given. */
export const Dataset = part("dataset", {
  name: DatasetName,
  trainSize: count("dataset.trainSize").optional(),
  testSize: count("dataset.testSize").optional(),
});
