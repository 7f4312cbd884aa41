import { logSumExp } from "@vae-lab/core/evaluation";

export const logMeanExp = (logs: readonly number[]): number =>
  logSumExp(logs) - Math.log(logs.length);
