import { type Check, type Comparison, type JudgedEstimate, trueAnswers } from "@vae-lab/verify";

const relations = {
  equals: "equals",
  "is at most": "at-most",
  "is at least": "at-least",
} as const satisfies Record<JudgedEstimate["relation"], Comparison["relation"]>;

const comparisonOf = (judged: JudgedEstimate): Comparison => ({
  of: `${judged.name} (${judged.rows} images)`,
  exact: judged.truth,
  estimate: judged.estimate,
  relation: relations[judged.relation],
  // The reference has an error of its own.
  ...(judged.standardError > 0
    ? { standardError: Math.hypot(judged.standardError, judged.truthError) }
    : { tolerance: judged.truthError }),
});

/** Evaluation methods against numerical integration of log p(x). It trains a model first. */
export const benchmarkCheck: Check = {
  property: "estimates of a trained nonlinear model agree with log p(x) integrated over the plane",
  divergence: "binarised 14×14 MNIST, two units",
  estimator: "IWAE, AIS, BDMC, gaps, information",
  isSlow: true,
  measure: async (_, { seed }) => (await trueAnswers({ seed })).estimates.map(comparisonOf),
};
