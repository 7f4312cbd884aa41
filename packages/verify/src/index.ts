// The matrix: laws as data, asked and judged together.

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

// A trained model whose true answers are known

export type { Claim, Relation } from "./ground-truth/claim.ts";
export {
  type Stage,
  type TrueAnswers,
  type TrueAnswersOptions,
  trueAnswers,
} from "./ground-truth/true-answers.ts";
