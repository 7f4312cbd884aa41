import { dirname } from "node:path";
import { Command } from "@commander-js/extra-typings";
import { completeConfig, type TrialConfig } from "@vae-lab/experiments/config";
import { InputError } from "@vae-lab/experiments/input-error";
import { singleTrials } from "@vae-lab/experiments/metrics";
import type { Workspace } from "@vae-lab/experiments/workspace";
import { countText } from "../command-line/count-text.ts";
import { exitCodes } from "../command-line/exit-codes.ts";
import { printJson, printNote } from "../command-line/output.ts";
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
import type { Tracking } from "../tracking/tracking.ts";

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
      singleTrials,
    ),
  )
  .addOption(
    valueOption(
      "--from <run>",
      "Go on from this finished run: its config and model, for more epochs",
      anyText,
    ),
  )
  .option("--fresh-optimizer", "With --from, start from the run's parameters alone")
  .option("--print-config", "Print the complete config as JSON, and train nothing")
  .addOption(measureOption)
  .addOption(homeOption)
  .addOption(jsonOption)
  .action(async (path, { experiment, from, printConfig, home: folder, ...options }) => {
    const { measure = "basic", json = false, freshOptimizer = false } = options;
    if (freshOptimizer && from === undefined)
      throw new InputError("--fresh-optimizer needs --from, the run to start from");
    const values: Readonly<Record<string, unknown>> = command.opts();
    const flags = flagOptions.flatMap(({ flag, option }) => {
      const value = values[option.attributeName()];
      return typeof value === "string" ? [[flag, value] as const] : [];
    });
    const file = path === undefined ? {} : (await readConfigFile(path)).value;
    if (isObject(file) && "vary" in file)
      throw new InputError(`${path} is a sweep file: run it with \`vae-lab sweep ${path}\``);
    const own = ownPart(values);
    if (own?.train !== undefined && values.dataset !== undefined)
      throw new InputError(
        `cannot train on two data sets: --data is data of your own, --dataset a built-in set (got --dataset ${values.dataset}); give one of them`,
      );
    const changes = [file, partFrom(Object.fromEntries(flags)), own ? { dataset: own } : {}];
    const whole = (...parts: readonly unknown[]) =>
      configWithAbsolutePaths(completeConfig(...parts), path === undefined ? "." : dirname(path));
    const config = from === undefined ? whole(...changes) : undefined;
    if (printConfig && config) return printJson(config);
    process.exitCode = await withWorkspace(homeFrom(folder), async (workspace, tracking) => {
      const trial =
        config ??
        (await goingOn(from ?? "", (base, start) => whole(base, ...changes, { from: start }), {
          ...{ workspace, tracking, freshOptimizer },
        }));
      if (printConfig) {
        printJson(trial);
        return exitCodes.done;
      }
      return performSweep({
        ...{ study: experiment, trials: [trial], axes: [], workspace },
        ...{ workers: 1, measure, tracking, json, command: typedCommand() },
        ...{ retryFailed: true, comparesPlans: false, isShared: false },
      });
    });
  });

/** The config of a run, changed, which starts from the run. */
const goingOn = async (
  source: string,
  changed: (base: unknown, from: unknown) => TrialConfig,
  {
    workspace,
    tracking,
    freshOptimizer,
  }: { workspace: Workspace; tracking: Tracking; freshOptimizer: boolean },
): Promise<TrialConfig> => {
  const { configFromRun } = await import("../sweep/config-from-run.ts"); // loads TensorFlow
  const places = { client: tracking.client, workspace: workspace.path };
  const { base, from, name } = await configFromRun(source, { ...places, freshOptimizer });
  const trial = changed(base, from);
  const what = freshOptimizer ? "the parameters" : "the parameters and the optimizer";
  printNote(`starting from ${what} of ${name}, for ${countText(trial.epochs, "epoch")} more`);
  return trial;
};
