import { Command } from "@commander-js/extra-typings";
import { homeOption, jsonOption } from "../command-line/shared-options.ts";
import { keyOption, labelsOption } from "../use/data-options.ts";
import { outOption } from "../use/out-option.ts";
import { dataArgument, runArgument } from "../use/run-argument.ts";

export const encode = new Command("encode")
  .summary("Write the codes of data by a finished run's model")
  .description(
    "Write the codes of data by a finished run's model: the mean and the log variance of q(z|x), and the labels. A .npy file has the means alone.",
  )
  .argument(runArgument.name, runArgument.description)
  .argument(dataArgument.name, dataArgument.description)
  .addOption(outOption(["npz", "csv", "npy"], "File to write (.npz, .csv, .npy)"))
  .addOption(labelsOption)
  .addOption(keyOption)
  .addOption(homeOption)
  .addOption(jsonOption)
  .action(async (run, data, { out, labels, dataKey: key, home, json = false }) => {
    const { encodeRun } = await import("../use/encode-run.ts");
    await encodeRun({ run, data, labels, key, out, home, json });
  });
