import { TrialConfig } from "@vae-lab/experiments/config";
import type { RunRecord } from "../sources/run-source.ts";

type Tree = { [key: string]: unknown };

/** Parses a param written by `flattenConfig`: JSON or a plain string. */
const readValue = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

/** The inverse of `flattenConfig`. */
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
 * Restores the config of a trial from its params. Params that are not part of a config, such as
 * `git.commit`, are ignored; undefined if the rest is not a valid config.
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
