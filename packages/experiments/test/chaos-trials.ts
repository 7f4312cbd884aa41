import type { TrialConfig } from "../src/config/trial-config.ts";
import { tinyTrial } from "./laboratory.ts";

/** Trials of some seconds each. */
export const chaosTrials = (count: number): TrialConfig[] =>
  Array.from({ length: count }, (_, seed) => tinyTrial(1, { seed, epochs: 12 }));
