import type { RunRecord } from "../sources/run-source.ts";

/** What the page reads out of a run's params; absent where the model has no such thing. */
export interface Facts {
  readonly model: string;
  readonly direction?: string;
  readonly beta?: number;
  readonly estimator?: string;
  readonly likelihood: string;
}

const likelihoodOf = (params: RunRecord["params"]): string => {
  const kind = params["model.likelihood.kind"] ?? "unknown";
  const variance = params["model.likelihood.variance"];
  return variance === undefined ? kind : `${kind}, σ² = ${variance}`;
};

export const factsOf = ({ params }: RunRecord): Facts => {
  const direction = params["objective.regulariser"];
  const estimator = params["estimator.kind"];
  const beta = params["objective.beta"];
  return {
    model: params["model.kind"] ?? "unknown",
    likelihood: likelihoodOf(params),
    ...(direction !== undefined && { direction }),
    ...(estimator !== undefined && { estimator }),
    // No regulariser is beta = 0 whatever the config says beta is.
    ...(beta !== undefined && { beta: direction === "none" ? 0 : Number(beta) }),
  };
};

/** Measures in units of log p(x|z): comparable only among runs of one likelihood. */
export const dependsOnLikelihood = (key: string): boolean =>
  /\/(elbo|reconstruction|loss|code_use)$/.test(key);
