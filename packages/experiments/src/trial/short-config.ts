import { completeConfig } from "../config/complete-config.ts";
import type { TrialConfig } from "../config/trial-config.ts";
import { canonicalJson } from "./identity.ts";

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const without = (part: Json, key: string): Json =>
  Object.fromEntries(Object.entries(part).filter(([name]) => name !== key));

/** The part with as many keys left out as `isEnough` allows, whole values before their parts. */
const shortened = (part: Json, isEnough: (part: Json) => boolean): Json => {
  let short = part;
  for (const [key, value] of Object.entries(part)) {
    const rest = without(short, key);
    if (isEnough(rest)) short = rest;
    else if (isObject(value)) {
      const others = short;
      short = {
        ...short,
        [key]: shortened(value, (inner) => isEnough({ ...others, [key]: inner })),
      };
    }
  }
  return short;
};

/** The keys of a config without which `completeConfig` would not give it. */
export const shortConfig = (config: TrialConfig): Json => {
  const whole = canonicalJson(config);
  return shortened(config, (part) => {
    try {
      return canonicalJson(completeConfig(part)) === whole;
    } catch {
      return false;
    }
  });
};
