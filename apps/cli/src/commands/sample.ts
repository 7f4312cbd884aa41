import { Command } from "@commander-js/extra-typings";
import { wholeNumber } from "../command-line/numbers.ts";
import { homeOption, jsonOption } from "../command-line/shared-options.ts";
import { valueOption } from "../command-line/value-option.ts";
import { labelOption } from "../use/label-option.ts";
import { outOption } from "../use/out-option.ts";
import { runArgument } from "../use/run-argument.ts";

export const sample = new Command("sample")
  .summary("Write samples of a finished run's model")
  .description(
    "Write samples of a finished run's model, decoded draws of its prior: a picture, a folder of images, an array or a table. Of a conditional model they have the class of --label, or classes drawn by their shares in the training data.",
  )
  .argument(runArgument.name, runArgument.description)
  .addOption(
    valueOption("--count <number>", "Number of samples", wholeNumber({ min: 1, max: 1e6 })).default(
      64,
    ),
  )
  .addOption(
    outOption(["png", "npy", "csv", "folder"], "File (.png, .npy, .csv) or folder to write"),
  )
  .addOption(
    valueOption("--seed <number>", "Seed of the draws", wholeNumber({ min: 0 })).default(1),
  )
  .addOption(labelOption("Class of the samples, of a conditional model (default: drawn)"))
  .option("--draws", "Write draws of p(x|z) instead of its means")
  .addOption(homeOption)
  .addOption(jsonOption)
  .action(async (run, { count, out, seed, label, draws = false, home, json = false }) => {
    const { sampleRun } = await import("../use/sample-run.ts");
    await sampleRun({ run, count, out, seed, label, draws, home, json });
  });
