// What a page needs to train, evaluate and log a trial as a sweep does; free of Node

export { descriptionOf } from "./build/description.ts";
export { regulariserOf } from "./build/family-inference.ts";
export { bars } from "./datasets/bars.ts";
export { binarisedMnist } from "./datasets/binarised-mnist.ts";
export type { Split } from "./datasets/dataset.ts";
export {
  classesOf,
  type GreyDataset,
  type GreySplit,
  hashedParts,
  scaledSplit,
} from "./datasets/grey-dataset.ts";
export { shiftedEdges } from "./datasets/shifted-edges.ts";
export { codesFigure } from "./figures/codes-figure.ts";
export { collapsedSince, collapseEpoch } from "./metrics/collapse/dead-units.ts";
export { evaluator } from "./metrics/evaluate.ts";
export { spacedIndices } from "./metrics/spaced-rows.ts";
export { subsampleSteps } from "./sweep/subsample-steps.ts";
export { experimentOf } from "./sweep/tracking/experiment-of.ts";
export { canonicalJson, configIdentity, idLength, trialIdentity } from "./trial/identity.ts";
export { retrainScript } from "./trial/retrain-command.ts";
export type { CodesFigure, Metrics } from "./trial/trial-events.ts";
