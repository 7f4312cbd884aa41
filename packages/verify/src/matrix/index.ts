// Checks as data, measured and judged together. They compute with any TensorFlow.js backend.

export type { Check, Unsupported } from "./check.ts";
export { checks, unsupported } from "./checks.ts";
export type { Row, Verdicts } from "./judge.ts";
export type { MatrixReport } from "./report.ts";
export { type RunOptions, runMatrix } from "./run.ts";
