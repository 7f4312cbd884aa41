import { isOwn } from "./dataset.ts";
import type { AddIssue, Given } from "./given.ts";
import { binaryDatasets } from "./names.ts";

/** Why a posterior does not go with examples that change at each step. */
const againstPosteriors: Readonly<Record<string, string>> = {
  "per-observation": "it has parameters for each training example, which would change at each step",
  "batch-normalised-mean": "its statistics would be of the grey values, not of bits",
};

/** Bits that are drawn anew from grey values need grey values, and the likelihood of bits. */
export const binarisationRules = ({ dataset, model }: Given, complain: AddIssue) => {
  if (dataset?.binarise === undefined) return;
  const of = `dataset.binarise ${dataset.binarise}`;
  const refuse = (message: string) => complain(["dataset", "binarise"], message);
  if (binaryDatasets.includes(dataset.name) && !isOwn(dataset))
    refuse(
      `${of} needs grey values, and those of ${dataset.name} are 0 or 1: leave it out, or use dataset.name mnist`,
    );
  if (isOwn(dataset) && dataset.scale === "standardise")
    refuse(
      `${of} needs values in [0, 1], which dataset.scale standardise leaves: use dataset.scale unit`,
    );
  const likelihood = model?.likelihood?.kind;
  if (likelihood !== undefined && likelihood !== "bernoulli")
    refuse(
      `${of} needs model.likelihood.kind bernoulli, the likelihood of bits, got ${likelihood}`,
    );
  const posterior = model?.kind === "vae" ? model.posterior?.kind : undefined;
  const reason = againstPosteriors[posterior ?? ""];
  if (reason !== undefined)
    refuse(`${of} does not go with model.posterior.kind ${posterior}: ${reason}`);
};
