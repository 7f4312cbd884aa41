export type { Capability, CodeDistributions, CodeKind } from "./capabilities.ts";
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
