import type { TrialConfig } from "../config/trial-config.ts";

/** A trial as a study writes it, without what the study's options give it. */
export type Draft = Partial<Parameters<typeof TrialConfig.parse>[0] & object>;
