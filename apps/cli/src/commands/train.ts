import { dirname } from "node:path";
import { Command } from "@commander-js/extra-typings";
import { completeConfig } from "@vae-lab/experiments/config";
import { InputError } from "@vae-lab/experiments/input-error";
import { printJson } from "../command-line/output.ts";
import { homeFrom, homeOption, jsonOption, measureOption } from "../command-line/shared-options.ts";
import { typedCommand } from "../command-line/typed-command.ts";
import { anyText, valueOption } from "../command-line/value-option.ts";
import { configWithAbsolutePaths } from "../data/absolute-paths.ts";
import { ownDataOptions, ownPart } from "../data/data-options.ts";
import { readConfigFile } from "../sweep/config-file.ts";
import { type ConfigFlag, configFlags, partFrom } from "../sweep/config-from-flags.ts";
import { isObject } from "../sweep/dotted-keys.ts";
import { experimentName } from "../sweep/experiment-name.ts";
import { performSweep } from "../sweep/perform-sweep.ts";
import { withWorkspace } from "../sweep/with-workspace.ts";

const flagOptions = (Object.keys(configFlags) as ConfigFlag[]).map((flag) => {
  const { hint, description, key } = configFlags[flag];
  const option = valueOption(`--${flag} <${hint}>`, `${description} (${key})`, anyText);
  return { flag, option };
});

const command = new Command("train")
  .summary("Train one model")
  .description(
    "Train one model: the VAE of Saghir's essay, changed by a config file and by options. Repeat the command to resume.",
  )
  .argument(
    "[file]",
    "Config, or a part of one, as JSON, - for the standard input; options take precedence over it",
  );
for (const { option } of flagOptions) command.addOption(option);
for (const option of ownDataOptions) command.addOption(option);

export const train = command
  .addOption(
    valueOption("--experiment <name>", "Log the run in this experiment", experimentName).default(
      "single-trials",
    ),
  )
  .option("--print-config", "Print the complete config as JSON, and train nothing")
  .addOption(measureOption)
  .addOption(homeOption)
  .addOption(jsonOption)
  .action(
    async (path, { experiment, printConfig, measure = "basic", home: folder, json = false }) => {
      const values: Readonly<Record<string, unknown>> = command.opts();
      const flags = flagOptions.flatMap(({ flag, option }) => {
        const value = values[option.attributeName()];
        return typeof value === "string" ? [[flag, value] as const] : [];
      });
      const file = path === undefined ? {} : (await readConfigFile(path)).value;
      if (isObject(file) && "vary" in file)
        throw new InputError(`${path} is a sweep file: run it with \`vae-lab sweep ${path}\``);
      const own = ownPart(values);
      const config = configWithAbsolutePaths(
        completeConfig(file, partFrom(Object.fromEntries(flags)), own ? { dataset: own } : {}),
        path === undefined ? "." : dirname(path),
      );
      if (printConfig) {
        printJson(config);
        return;
      }
      process.exitCode = await withWorkspace(homeFrom(folder), async (workspace, tracking) =>
        performSweep({
          ...{ study: experiment, trials: [config], axes: [], workspace },
          ...{ workers: 1, measure, tracking, json, command: typedCommand() },
          ...{ retryFailed: true, comparesPlans: false },
        }),
      );
    },
  );
