import { completeConfig } from "@vae-lab/experiments/complete-config";
import { defineCommand } from "citty";
import { exitCodes } from "../command-line/exit-codes.ts";
import { homeFrom, homeOption, jsonOption } from "../command-line/shared-options.ts";
import { type ConfigFlag, configFlags, partFrom } from "../sweep/config-from-flags.ts";
import { inHome } from "../sweep/in-home.ts";
import { performSweep } from "../sweep/perform-sweep.ts";
import { readJsonFile } from "../sweep/sweep-file.ts";

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

export const train = defineCommand({
  meta: {
    name: "train",
    description:
      "Train one model: the essay's VAE, changed by a config file and by options. The same command goes on where it was stopped",
  },
  args: {
    config: {
      type: "positional",
      required: false,
      valueHint: "file.json",
      description:
        "Parts of a config as JSON, merged over the essay's VAE; options change single values of both, and --print-config shows the whole with all its keys",
    },
    ...flagOptions,
    experiment: {
      type: "string",
      valueHint: "name",
      default: "single-trials",
      description: "The experiment under which the run is logged",
    },
    "print-config": {
      type: "boolean",
      default: false,
      description: "Print the whole config as JSON, as file and options make it, and train nothing",
    },
    ...homeOption,
    ...jsonOption,
  },
  run: async ({ args, rawArgs }) => {
    const file = args.config === undefined ? {} : await readJsonFile(args.config);
    const config = completeConfig(file, partFrom(args));
    if (args["print-config"]) {
      console.log(JSON.stringify(config, null, 2));
      return exitCodes.done;
    }
    return inHome(homeFrom(args.home), async (home, tracking) =>
      performSweep({
        ...{ study: args.experiment, trials: [config], axes: [] },
        ...{ home, workers: 1, tracking, json: args.json },
        again: `vae-lab train ${rawArgs.join(" ")}`,
      }),
    );
  },
});
