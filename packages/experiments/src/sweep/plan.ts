import { labelOf } from "../config/label.ts";
import type { TrialConfig } from "../config/trial-config.ts";
import { trialId } from "../trial/trial-id.ts";
import type { PlannedTrial } from "./sweep-events.ts";

/** What will be run, in the order given; a trial asked for twice is run once. */
export const planOf = (trials: readonly TrialConfig[]): PlannedTrial[] => {
  const byId = new Map<string, PlannedTrial>();
  for (const config of trials) {
    const id = trialId(config);
    if (!byId.has(id)) byId.set(id, { id, label: labelOf(config), config });
  }
  return [...byId.values()];
};
