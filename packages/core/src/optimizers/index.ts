// Optimizers

export { type AdamOptions, adam } from "./adam.ts";
export { type AdamWOptions, adamw } from "./adamw.ts";
export { clippedByGlobalNorm, withGradientClipping } from "./gradient-clipping.ts";
export { type SgdOptions, sgd } from "./sgd.ts";

// Types

export type {
  AdamRule,
  AdamWRule,
  Optimizer,
  OptimizerRule,
  OptimizerState,
  SgdRule,
} from "./optimizer.ts";
