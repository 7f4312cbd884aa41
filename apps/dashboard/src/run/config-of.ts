import { TrialConfig, unflattenConfig } from "@vae-lab/experiments/config";
import type { RunRecord } from "../sources/run-source.ts";

/**
 * Restores the config of a trial from its params. Params that are not part of a config, such as
 * `git.commit`, are ignored; undefined if the rest is not a valid config.
 */
export const configOf = (run: RunRecord): TrialConfig | undefined => {
  if (!run.params.has("model.kind")) return undefined;
  const all = unflattenConfig(run.params);
  const given = Object.fromEntries(
    Object.keys(TrialConfig.shape).flatMap((key) => (key in all ? [[key, all[key]]] : [])),
  );
  const read = TrialConfig.safeParse(given);
  return read.success ? read.data : undefined;
};
