// A function as a graph.

export { type Arguments, type Compiled, jit } from "./jit.ts";
export { UntraceableError } from "./untraceable-error.ts";

// Training: the loss, its gradients and the optimiser as one graph that runs many steps a call.

export { type AdamOptions, type AdamWOptions, adam, adamw } from "./optimizers/adam.ts";
export type { Optimizer } from "./optimizers/optimizer.ts";
export { type SgdOptions, sgd } from "./optimizers/sgd.ts";
export {
  type Batch,
  type Fed,
  fed,
  type Rows,
  rowsOf,
  type StepInputs,
  type StepTensors,
} from "./step-inputs.ts";
export type { Loss } from "./traced-step.ts";
export type { TrainingState, Values, WritableState } from "./training-state.ts";
export {
  compileTrainingStep,
  type Reports,
  type TrainingStep,
  type TrainingStepOptions,
} from "./training-step.ts";

// Noise, decided by seeds.

export { type Draw, drawFrom, type Seed, statelessNormal, statelessUniform } from "./noise.ts";
