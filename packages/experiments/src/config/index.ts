// The definition of a trial; free of Node, so that pages can import it

export { completeConfig, configKeys, issueMessages, mergeConfig } from "./complete-config.ts";
export { Dataset as DatasetConfig } from "./dataset.ts";
export { labelOf } from "./label.ts";
export { type ObjectiveFormula, objectiveFormula } from "./objective-formula.ts";
export {
  type BuiltInDataset,
  binarisations,
  binaryDatasets,
  DatasetName,
  feedbackSchedules,
  flattenConfig,
  initialisations,
  isOwn,
  likelihoodNames,
  type OwnDataset,
  partsOfKinds,
  precisions,
  regularisers,
  TrialConfig,
} from "./trial-config.ts";
export { unflattenConfig } from "./unflatten-config.ts";
