// Which objectives, estimators and codes fit together, and whether the gradient is unbiased

export {
  allPairs,
  type EstimatorKind,
  estimatorKinds,
  type Fits,
  type ObjectiveKind,
  objectiveKinds,
  type Pair,
  type Verdict,
  verdictOn,
} from "./pairs.ts";

// The capabilities of distributions, on which this depends

export type { Capability, CodeKind } from "./capabilities.ts";
