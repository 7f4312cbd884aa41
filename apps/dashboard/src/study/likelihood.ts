import { binaryDatasets, likelihoodNames } from "@vae-lab/experiments/config";
import type { RunRecord } from "../sources/run-source.ts";

type Params = RunRecord["params"];

// Params are arbitrary strings: other projects log runs too.
const bits: readonly string[] = binaryDatasets;
const names: ReadonlyMap<string, string> = new Map(Object.entries(likelihoodNames));

const ofPixels = (params: Params): string => {
  if (params.get("model.likelihood.kind") !== "bernoulli") return "";
  const dataset = params.get("dataset.name");
  if (dataset === undefined) return "";
  if (params.has("dataset.binarise")) return " of bits, drawn anew at each step";
  // A config does not say whether data of one's own are bits
  if (params.has("dataset.train"))
    return " (an unnormalised cross-entropy unless all values are 0 or 1)";
  return bits.includes(dataset) ? " of bits" : " of grey values (an unnormalised cross-entropy)";
};

/** The likelihood, such as `Bernoulli likelihood of bits`; undefined if the run has none. */
export const pixelDistribution = (params: Params): string | undefined => {
  const kind = params.get("model.likelihood.kind");
  if (kind === undefined) return undefined;
  const variance = params.get("model.likelihood.variance");
  const levels = params.get("model.likelihood.levels");
  return [
    `${names.get(kind) ?? `${kind.replaceAll("-", " ")} likelihood`}${ofPixels(params)}`,
    variance && `σ² = ${variance}`,
    levels && `${levels} levels`,
  ]
    .filter(Boolean)
    .join(", ");
};

/** Likelihood and dataset; log-likelihoods are only comparable if both are equal. */
export const likelihoodOf = (params: Params): string | undefined => {
  const distribution = pixelDistribution(params);
  const dataset = params.get("dataset.name");
  return distribution === undefined || dataset === undefined
    ? distribution
    : `${distribution}, ${dataset}`;
};
