// A function as one graph.

export { type Arguments, type CompiledFunction, jit } from "./jit.ts";
export { UntraceableError } from "./untraceable-error.ts";

// Training: the loss, its gradients and the optimizer as one graph that runs many steps per call.

export { type Bfloat16, bfloat16, type Kernels, kernels } from "./kernels.ts";
export { type AdamOptions, type AdamWOptions, adam, adamw } from "./optimizers/adam.ts";
export type { GraphOptimizer } from "./optimizers/graph-optimizer.ts";
export { type SgdOptions, sgd } from "./optimizers/sgd.ts";
export {
  type FedInput,
  fedInput,
  type RowInput,
  rowInput,
  type StepBatch,
  type StepInputs,
  type StepTensors,
} from "./step-inputs.ts";
export type { StepState, VariableValues, WritableStepState } from "./step-state.ts";
export type { Gradients, GraphLoss, LossAndParts, Precision } from "./traced-step.ts";
export {
  compileTrainingStep,
  type StepReports,
  type TrainingStep,
  type TrainingStepOptions,
} from "./training-step.ts";

// Noise that depends on seeds alone.

export { type Draw, drawFrom, type Seed, statelessNormal, statelessUniform } from "./noise.ts";
