// The definition of a trial; free of Node, so that pages can import it

export { completeConfig, configKeys, issueMessages } from "./complete-config.ts";
export { labelOf } from "./label.ts";
export {
  binaryDatasets,
  DatasetName,
  feedbackSchedules,
  flattenConfig,
  initialisations,
  likelihoodNames,
  partsOfKinds,
  regularisers,
  TrialConfig,
} from "./trial-config.ts";
