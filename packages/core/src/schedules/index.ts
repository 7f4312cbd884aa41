// Functions of the step

export { cosine } from "./cosine.ts";
export { type CyclicalOptions, cyclical } from "./cyclical.ts";
export { linear, type RampOptions } from "./linear.ts";
export { constant, type Schedule, valuesAt } from "./schedule.ts";

// Feedback

export { type ControlVaeOptions, controlVae } from "./control-vae.ts";
export type { Controller, StepStatistics } from "./controller.ts";
export type { MultiplierOptions } from "./multiplier.ts";
export { type TargetRateOptions, targetRate } from "./target-rate.ts";
export { type TargetReconstructionOptions, targetReconstruction } from "./target-reconstruction.ts";

// Coefficients of objectives

export { type Coefficient, changingCoefficients, coefficientAt } from "./coefficient.ts";
