import { binaryDatasets, likelihoodNames } from "@vae-lab/experiments/config";
import type { RunRecord } from "../sources/run-source.ts";

type Params = RunRecord["params"];

// A run's params are any strings: other programs log runs too.
const bits: readonly string[] = binaryDatasets;
const names: Readonly<Record<string, string>> = likelihoodNames;

const ofPixels = (params: Params): string => {
  if (params["model.likelihood.kind"] !== "bernoulli") return "";
  const dataset = params["dataset.name"];
  if (dataset === undefined) return "";
  return bits.includes(dataset) ? " of bits" : " of grey values (an unnormalised cross-entropy)";
};

/** The law of the pixels: `Bernoulli likelihood of bits`; undefined where a run names none. */
export const lawOf = (params: Params): string | undefined => {
  const kind = params["model.likelihood.kind"];
  if (kind === undefined) return undefined;
  const variance = params["model.likelihood.variance"];
  const levels = params["model.likelihood.levels"];
  return [
    `${names[kind] ?? `${kind.replaceAll("-", " ")} likelihood`}${ofPixels(params)}`,
    variance && `σ² = ${variance}`,
    levels && `${levels} levels`,
  ]
    .filter(Boolean)
    .join(", ");
};

/** What a run's log-likelihoods are of, its images too: those of different things are not ranked. */
export const likelihoodOf = (params: Params): string | undefined => {
  const law = lawOf(params);
  const dataset = params["dataset.name"];
  return law === undefined || dataset === undefined ? law : `${law}, ${dataset}`;
};
