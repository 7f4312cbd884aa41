import { InputError, TrialConfig } from "@vae-lab/experiments";
import { defineCommand } from "citty";
import { homeFrom, homeOption, jsonOption } from "../command-line/shared-options.ts";
import { type ConfigFlag, configFlags, configFrom } from "../sweep/config-from-flags.ts";
import { performSweep } from "../sweep/perform-sweep.ts";
import { readJsonFile } from "../sweep/sweep-file.ts";
import { openTracking } from "../tracking/open-tracking.ts";

type FlagOption = {
  readonly type: "string";
  readonly valueHint: string;
  readonly description: string;
};

const flagOptions = Object.fromEntries(
  Object.entries(configFlags).map(([name, { hint, says, key }]) => [
    name,
    { type: "string", valueHint: hint, description: `${says} (${key})` },
  ]),
) as Record<ConfigFlag, FlagOption>;

const readConfig = async (path: string): Promise<Record<string, unknown>> => {
  const content = await readJsonFile(path);
  if (typeof content === "object" && content !== null && !Array.isArray(content))
    return { ...content };
  throw new InputError(`a config must be a JSON object, got ${JSON.stringify(content)} in ${path}`);
};

export const train = defineCommand({
  meta: {
    name: "train",
    description: "Train one model: the essay's VAE, changed by a config file and by options",
  },
  args: {
    config: {
      type: "positional",
      required: false,
      valueHint: "file.json",
      description: "A trial's config as JSON; options change single values of it",
    },
    ...flagOptions,
    experiment: {
      type: "string",
      valueHint: "name",
      default: "single-trials",
      description: "The experiment under which the run is logged",
    },
    ...homeOption,
    ...jsonOption,
  },
  run: async ({ args, rawArgs }) => {
    const base = args.config === undefined ? undefined : await readConfig(args.config);
    const config = TrialConfig.parse(configFrom(args, base));
    const home = homeFrom(args.home);
    const tracking = await openTracking(home);
    try {
      return await performSweep({
        ...{ study: args.experiment, trials: [config], axes: [] },
        ...{ home, workers: 1, tracking, json: args.json },
        again: `vae-lab train ${rawArgs.join(" ")}`,
      });
    } finally {
      tracking.close();
    }
  },
});
