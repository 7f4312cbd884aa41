// Training a model

export { fit } from "./fit.ts";
export { type TrainingEvent, type TrainingOptions, train } from "./train.ts";
export {
  type AutoencoderTrainable,
  type Estimand,
  type EstimatorTypes,
  type PosteriorName,
  parameterisedOf,
  schedulesOf,
  type Trainable,
  type VaeParts,
  type VaeTrainable,
} from "./trainable.ts";

// Where a training begins

export { initialSnapshot } from "./initial-snapshot.ts";

// Files

export { type Checkpoint, decodeSafetensors, encodeSafetensors } from "./safetensors.ts";
export { decodeSnapshot, encodeSnapshot, requireSnapshotOf, type Snapshot } from "./snapshot.ts";

// Errors

export { type Growth, NonFiniteError, type TermName, type TermValues } from "./non-finite-error.ts";

// Steps

export { type LaggingOptions, lagging } from "./lagging.ts";
export {
  eagerSteps,
  type MakeSteps,
  type Steps,
  type StepsOptions,
  totalStepsOf,
} from "./steps.ts";

// One step

export { type Loss, lossOf, type Terms } from "./loss.ts";
export {
  lossAndGradients,
  type Metrics,
  metricsOf,
  type TrainingState,
  trainStep,
} from "./train-step.ts";
