export { type ModelAxisReport, modelAxis } from "./report.ts";
export type { FittedRow, LikelihoodRow, ModelAxisMeasures } from "./rows.ts";

// The parts of a fit, for pages that show one

export { descentStep } from "./descents.ts";
export { diagonalNormal } from "./family.ts";
export { evaluate, type FitOptions, fits } from "./fit.ts";
export type { Minimum } from "./minimum.ts";
export {
  alphaDivergence,
  forwardKl,
  jensenShannon,
  type ModelDivergence,
  reverseKl,
} from "./model-divergence.ts";
export { logNormal, onLine, onPlane, type Target } from "./target.ts";
