import { feedbackSchedules } from "@vae-lab/experiments/config";
import type { RunRecord } from "../sources/run-source.ts";
import { likelihoodOf } from "./likelihood.ts";

/** Properties derived from a run's params; absent if the model does not have them. */
export interface Facts {
  /** The regulariser, with alpha if it has one: `amari, α 0.25`. */
  readonly direction?: string;
  readonly beta?: number;
  readonly estimator?: string;
  /** Likelihood and dataset. */
  readonly likelihood?: string;
}

/** Whether the run trained a model. */
export const isTrial = ({ params }: RunRecord): boolean => params.get("model.kind") !== undefined;

const directionOf = (params: RunRecord["params"]): string | undefined => {
  const regulariser = params.get("objective.regulariser");
  const alpha = params.get("objective.alpha");
  return regulariser === undefined || alpha === undefined
    ? regulariser
    : `${regulariser}, α ${alpha}`;
};

const betaOf = (params: RunRecord["params"]): number | undefined => {
  // Without a regulariser the effective beta is 0.
  if (params.get("objective.regulariser") === "none") return 0;
  const beta = params.get("objective.beta");
  const follows = feedbackSchedules.includes(params.get("objective.schedule.kind") ?? "");
  return beta === undefined || follows ? undefined : Number(beta);
};

const known = new WeakMap<RunRecord["params"], Facts>();

/** The facts of a run, cached by its params. */
export const factsOf = ({ params }: Pick<RunRecord, "params">): Facts => {
  const before = known.get(params);
  if (before !== undefined) return before;
  const facts = readFacts(params);
  known.set(params, facts);
  return facts;
};

const readFacts = (params: RunRecord["params"]): Facts => {
  const direction = directionOf(params);
  const estimator = params.get("estimator.kind");
  const beta = betaOf(params);
  const likelihood = likelihoodOf(params);
  return {
    ...(likelihood !== undefined && { likelihood }),
    ...(direction !== undefined && { direction }),
    ...(estimator !== undefined && { estimator }),
    ...(beta !== undefined && { beta }),
  };
};
