// Optimizers

export { type AdamOptions, adam } from "./adam.ts";
export { type AdamWOptions, adamw } from "./adamw.ts";
export { clippedByGlobalNorm, withGradientClipping } from "./gradient-clipping.ts";
export { type SgdOptions, sgd } from "./sgd.ts";

// Learning rates

export {
  cosineDecay,
  type DecayOptions,
  linearDecay,
  type StepDecayOptions,
  stepDecay,
} from "./decay.ts";
export { learningRateAt } from "./learning-rate.ts";

// Types

export type {
  AdamRule,
  AdamWRule,
  LearningRate,
  Optimizer,
  OptimizerRule,
  OptimizerState,
  SgdRule,
} from "./optimizer.ts";
