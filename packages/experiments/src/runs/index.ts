// A finished run with its model

export { type LoadedRun, type LoadRunOptions, loadRun } from "./load-run.ts";
export { type ReadCheckpoint, readCheckpoint } from "./read-checkpoint.ts";
