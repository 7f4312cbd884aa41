import type { TrialRow } from "@vae-lab/experiments";
import { binaryDatasets, isOwn, likelihoodNames } from "@vae-lab/experiments/config";

/** The likelihood of a trial: log-likelihoods under different ones must not be ranked together. */
export const likelihoodText = ({ model, dataset }: TrialRow["config"]): string => {
  const name = likelihoodNames[model.likelihood.kind].replace(/^./, (first) => first.toUpperCase());
  if (model.likelihood.kind !== "bernoulli") return name;
  if (dataset.binarise !== undefined) return `${name} of bits, drawn anew at each step`;
  if (isOwn(dataset)) return `${name} (an unnormalised cross-entropy unless all values are 0 or 1)`;
  return binaryDatasets.includes(dataset.name)
    ? `${name} of bits`
    : `${name} (grey values: an unnormalised cross-entropy)`;
};
