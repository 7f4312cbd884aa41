import type { z } from "zod";
import type { DatasetName } from "./dataset.ts";
import type { Likelihood } from "./likelihood.ts";

/** The data sets whose pixels are all 0 or 1. */
export const binaryDatasets: readonly string[] = [
  "mnist-binarised",
  "mnist-14",
  "bars",
] satisfies DatasetName[];

/** The names of likelihoods within a sentence. */
export const likelihoodNames: Readonly<Record<z.infer<typeof Likelihood>["kind"], string>> = {
  bernoulli: "Bernoulli likelihood",
  "continuous-bernoulli": "continuous Bernoulli likelihood",
  gaussian: "Gaussian likelihood",
  "learned-gaussian": "Gaussian likelihood, σ² learned",
  "optimal-gaussian": "Gaussian likelihood, σ² = MSE",
  "per-pixel-gaussian": "Gaussian likelihood, σ² of each pixel",
  "discretised-logistic": "discretised logistic likelihood",
  "per-pixel-discretised-logistic": "discretised logistic likelihood, scale of each pixel",
};
