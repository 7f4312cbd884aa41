// The matrix: properties as data, checked and judged together.

export type { Check, Comparison, Effort, Spread, Unsupported } from "./matrix/check.ts";
export { checks, unsupported } from "./matrix/checks.ts";
export { judge, type Row, type Verdicts } from "./matrix/judge.ts";
export { type RunOptions, runMatrix } from "./matrix/run.ts";
export { zThreshold } from "./matrix/z-threshold.ts";

// The knownDefects: mistakes of popular libraries, and what they cost.

export type { Defect, Effect } from "./known-defects/defect.ts";
export { type DefectName, defectNamed, defectNames } from "./known-defects/defect-names.ts";
export type { Implementations } from "./known-defects/implementations.ts";
export { knownDefects } from "./known-defects/known-defects.ts";
export { reference } from "./known-defects/reference.ts";

// Estimates of a trained model against the known truth.

export type { JudgedEstimate, Relation } from "./ground-truth/judged-estimate.ts";
export {
  type Stage,
  type TrueAnswers,
  type TrueAnswersOptions,
  trueAnswers,
} from "./ground-truth/true-answers.ts";
