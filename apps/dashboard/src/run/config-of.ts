import { TrialConfig } from "@vae-lab/experiments/config";
import type { RunRecord } from "../sources/run-source.ts";

type Tree = { [key: string]: unknown };

/** A value as `flattenConfig` of experiments wrote it: JSON, or a string as it is. */
const readValue = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

/** Params by their dots as the object they were flattened from. */
const unflatten = (params: RunRecord["params"]): Tree => {
  const root: Tree = Object.create(null);
  for (const [key, text] of params) {
    const parts = key.split(".");
    const last = parts.pop() ?? key;
    let at = root;
    for (const part of parts) {
      const next = at[part];
      if (typeof next === "object" && next !== null) at = next as Tree;
      else {
        const made: Tree = Object.create(null);
        at[part] = made;
        at = made;
      }
    }
    at[last] = readValue(text);
  }
  return root;
};

/**
 * The config of a trial, read back from the params it was logged with. Params that are no part of a
 * config, such as `git.commit`, are left out; undefined where what is left is no config.
 */
export const configOf = (run: RunRecord): TrialConfig | undefined => {
  if (!run.params.has("model.kind")) return undefined;
  const all = unflatten(run.params);
  const given = Object.fromEntries(
    Object.keys(TrialConfig.shape).flatMap((key) => (key in all ? [[key, all[key]]] : [])),
  );
  const read = TrialConfig.safeParse(given);
  return read.success ? read.data : undefined;
};
