export { type ModelAxisReport, modelAxis } from "./report.ts";
export type { FittedRow, LikelihoodRow, ModelAxisMeasures } from "./rows.ts";
