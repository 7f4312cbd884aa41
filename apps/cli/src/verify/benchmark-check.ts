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
  // The truth is known to its own error only
  ...(claim.standardError > 0
    ? { standardError: Math.hypot(claim.standardError, claim.truthError) }
    : { tolerance: claim.truthError }),
});

/** The benchmark with true answers, as a check of the matrix. It trains a model first. */
export const benchmarkCheck: Check = {
  law: "what judges a trained nonlinear model agrees with log p(x) over the plane",
  divergence: "binarised 14×14 MNIST, two units",
  estimator: "IWAE, AIS, BDMC, gaps, information",
  isSlow: true,
  measure: async (_, { seed }) => (await trueAnswers({ seed })).claims.map(comparisonOf),
};
