// Benchmarks.

export { benchEpoch, type EpochOptions, type EpochReport } from "./epoch/bench-epoch.ts";
export { type ModelName, modelSpecs } from "./models/model-spec.ts";
// The Python environment of peers.
export { peersPython, setUpPeers } from "./peers/python-environment.ts";
// Files and reports.
export { type BenchFile, mergeIntoFile, quickParts, readBenchFile } from "./report/bench-file.ts";
export { epochText, scaleText, stepText } from "./report/tables.ts";
export { textTable } from "./report/text-table.ts";
export { writePerformance } from "./report/write-performance.ts";
export { benchScale, type ScaleOptions, type ScaleReport } from "./scale/bench-scale.ts";
export { benchStep, type StepOptions, type StepReport } from "./step/bench-step.ts";
