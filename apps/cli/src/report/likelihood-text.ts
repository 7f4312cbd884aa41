import type { TrialRow } from "@vae-lab/experiments";

type Config = TrialRow["config"];

/** Of these every pixel is 0 or 1. */
const bits: readonly Config["dataset"]["name"][] = ["mnist-binarised", "mnist-14", "bars"];

const names: Record<Config["model"]["likelihood"]["kind"], string> = {
  bernoulli: "Bernoulli likelihood",
  "continuous-bernoulli": "Continuous Bernoulli likelihood",
  gaussian: "Gaussian likelihood",
  "learned-gaussian": "Gaussian likelihood, σ² learned",
  "optimal-gaussian": "Gaussian likelihood, σ² = MSE",
  "per-pixel-gaussian": "Gaussian likelihood, σ² of each pixel",
  "discretised-logistic": "Discretised logistic likelihood",
  "per-pixel-discretised-logistic": "Discretised logistic likelihood, scale of each pixel",
};

/** What a trial's log-likelihoods are of: those of different things must not be ranked. */
export const likelihoodText = ({ model, dataset }: Config): string => {
  const name = names[model.likelihood.kind];
  if (model.likelihood.kind !== "bernoulli") return name;
  return bits.includes(dataset.name)
    ? `${name} of bits`
    : `${name} (grey values: an unnormalised cross-entropy)`;
};
