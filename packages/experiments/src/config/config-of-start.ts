import { errorMessage } from "../error-message.ts";
import { InputError } from "../input-error.ts";
import { completeConfig } from "./complete-config.ts";
import type { TrialConfig } from "./trial-config.ts";

/**
 * The config of the trial that one starts from, given as the part in which it differs.
 * @throws InputError for a part that breaks a rule
 */
export const configOfStart = (config: TrialConfig, part: object): TrialConfig => {
  const { from: _, ...own } = config;
  try {
    return completeConfig(own, part);
  } catch (error) {
    throw new InputError(`from.trial: ${errorMessage(error)}`, { cause: error });
  }
};
