import { join } from "node:path";

/** The files of a trial in its folder. */
export const trialFileNames = {
  log: "log.txt",
  snapshot: "snapshot.safetensors",
  rejected: "snapshot.rejected.safetensors",
  checkpoint: "checkpoint.safetensors",
  /** The state of the optimizer too, after the last epoch: three times as large with Adam. */
  state: "training-state.safetensors",
  config: "config.json",
  metrics: "measures.json",
  result: "result.json",
  failure: "failure.json",
} as const;

export const trialsFolder = (workspace: string): string => join(workspace, "trials");

export const trialPath = (workspace: string, id: string): string =>
  join(trialsFolder(workspace), id);
