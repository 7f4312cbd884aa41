import { labelOf } from "../src/config/label.ts";
import type { TrialConfig } from "../src/config/trial-config.ts";
import type { PlannedTrial } from "../src/sweep/sweep-events.ts";
import { configId } from "../src/trial/trial-id.ts";

/** A trial as a sweep plans it, without reading data. */
export const unplannedTrial = (config: TrialConfig): PlannedTrial => ({
  id: configId(config),
  label: labelOf(config),
  config,
  dataHash: "",
});
