// What is asked

// A trained model whose true answers are known
export type { Claim, Relation } from "./benchmark/claim.ts";
export {
  type Stage,
  type TrueAnswers,
  type TrueAnswersOptions,
  trueAnswers,
} from "./benchmark/true-answers.ts";
export { complaintsAbout, completeConfig, configKeys } from "./complete-config.ts";
export { DatasetName, flattenConfig, TrialConfig } from "./config.ts";
export type { Dataset, Split } from "./datasets/dataset.ts";
export { type FoundDataset, findDatasets } from "./datasets/find-datasets.ts";
export { loadDataset } from "./datasets/load-dataset.ts";
export { rememberingLast } from "./datasets/remember-last.ts";
export { InputError } from "./input-error.ts";
export { labelOf } from "./label.ts";
// What is measured
export {
  codesPath,
  type ImageKind,
  imageKinds,
  type Measure,
  systemMeasures,
  type TestMeasureKey,
  tags,
  testMeasures,
  trainMeasures,
  unitRateKey,
} from "./measures.ts";
export { type Backend, loadBackend } from "./native.ts";
// One trial
export type { Place, Resumption } from "./resumption.ts";
// Questions
export { studies } from "./studies/studies.ts";
export type { Finding, Study, StudyOptions } from "./studies/study.ts";
// Many trials
export type { PlannedTrial, SweepEvent, SweepResult, TrialRow } from "./sweep/events.ts";
export { type HeldHome, holdHome } from "./sweep/hold-home.ts";
export { runSweep, type SweepOptions } from "./sweep/run-sweep.ts";
export type { TrialWorker } from "./sweep/trial-worker.ts";
export { runTrial, type TrialOptions } from "./trial.ts";
export type { CodesFigure, Measures, TrialEvent } from "./trial-events.ts";
export { trialId } from "./trial-id.ts";
