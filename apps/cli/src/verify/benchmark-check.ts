import { type Check, type Claim, type Comparison, trueAnswers } from "@vae-lab/verify";

const relations = {
  equals: "equals",
  "is at most": "at-most",
  "is at least": "at-least",
} as const satisfies Record<Claim["relation"], Comparison["relation"]>;

const comparisonOf = (claim: Claim): Comparison => ({
  of: `${claim.name} (${claim.rows} images)`,
  exact: claim.truth,
  estimate: claim.estimate,
  relation: relations[claim.relation],
  // The reference has an error of its own.
  ...(claim.standardError > 0
    ? { standardError: Math.hypot(claim.standardError, claim.truthError) }
    : { tolerance: claim.truthError }),
});

/** Evaluation methods against numerical integration of log p(x). It trains a model first. */
export const benchmarkCheck: Check = {
  property: "estimates of a trained nonlinear model agree with log p(x) integrated over the plane",
  divergence: "binarised 14×14 MNIST, two units",
  estimator: "IWAE, AIS, BDMC, gaps, information",
  isSlow: true,
  measure: async (_, { seed }) => (await trueAnswers({ seed })).claims.map(comparisonOf),
};
