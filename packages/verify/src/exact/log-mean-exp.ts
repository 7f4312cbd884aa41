import { logSumExp } from "@vae-lab/core";

export const logMeanExp = (logs: readonly number[]): number =>
  logSumExp(logs) - Math.log(logs.length);
