// The matrix: laws as data, asked and judged together.

export type { Check, Comparison, Effort, Spread, Unsupported } from "./matrix/check.ts";
export { checks, unsupported } from "./matrix/checks.ts";
export { judge, type Row, type Verdicts } from "./matrix/judge.ts";
export { type RunOptions, runMatrix } from "./matrix/run.ts";
export { zThreshold } from "./matrix/z-threshold.ts";

// The museum: mistakes of popular libraries, and what they cost.

export type { Cost, Defect } from "./museum/defect.ts";
export { museum } from "./museum/museum.ts";
export { type DefectName, defectNamed, defectNames } from "./museum/names.ts";
export { sound } from "./museum/sound.ts";
export type { Subjects } from "./museum/subjects.ts";

// A trained model whose true answers are known

export type { Claim, Relation } from "./ground-truth/claim.ts";
export {
  type Stage,
  type TrueAnswers,
  type TrueAnswersOptions,
  trueAnswers,
} from "./ground-truth/true-answers.ts";
