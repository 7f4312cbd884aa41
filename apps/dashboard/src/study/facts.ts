import { feedbackSchedules } from "@vae-lab/experiments/config";
import type { RunRecord } from "../sources/run-source.ts";
import { likelihoodOf } from "./likelihood.ts";

/** What the page reads out of a run's params; absent where the model has no such thing. */
export interface Facts {
  /** The regulariser; a member of a family by alpha as `amari, α 0.25`. */
  readonly direction?: string;
  readonly beta?: number;
  readonly estimator?: string;
  /** What its log-likelihoods are of; undefined where the run does not say. */
  readonly likelihood?: string;
}

/** Whether the run trained a model: a table or a matrix of exact answers is a run too. */
export const isTrial = ({ params }: RunRecord): boolean => params.get("model.kind") !== undefined;

const directionOf = (params: RunRecord["params"]): string | undefined => {
  const regulariser = params.get("objective.regulariser");
  const alpha = params.get("objective.alpha");
  return regulariser === undefined || alpha === undefined
    ? regulariser
    : `${regulariser}, α ${alpha}`;
};

const betaOf = (params: RunRecord["params"]): number | undefined => {
  // No regulariser is beta = 0 whatever the config says beta is.
  if (params.get("objective.regulariser") === "none") return 0;
  const beta = params.get("objective.beta");
  const follows = feedbackSchedules.includes(params.get("objective.schedule.kind") ?? "");
  return beta === undefined || follows ? undefined : Number(beta);
};

const known = new WeakMap<RunRecord["params"], Facts>();

/** The facts of a run, worked out once for each set of params. */
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
