// A finished run with its model

export { type LoadedRun, type LoadRunOptions, loadRun } from "./load-run.ts";
export { addMetrics, type MeasureRunOptions, measureRun } from "./measure-run.ts";
export { type PredictRunOptions, predictRun } from "./predict-run.ts";
export { type ReadCheckpoint, readCheckpoint } from "./read-checkpoint.ts";

// Data for it

export { conditionOfModel, labelNamed } from "./labels-of-run.ts";
export { type RunData, runData } from "./run-data.ts";

// What it is worth on them

export {
  type EvaluateRunOptions,
  evaluateRun,
  type ImportanceWeightedBound,
  type MeanOfSamples,
  type RunEvaluation,
} from "./evaluate-run.ts";

// How it is shown

export { retrainCommand } from "../trial/retrain-command.ts";
export { objectiveLine } from "./objective-line.ts";
export { type Pictures, picturesOf } from "./pictures.ts";
