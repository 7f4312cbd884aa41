import { Command } from "@commander-js/extra-typings";
import { homeOption, jsonOption } from "../command-line/shared-options.ts";
import { keyOption, labelsOption } from "../use/data-options.ts";
import { outOption } from "../use/out-option.ts";
import { dataArgument, runArgument } from "../use/run-argument.ts";

export const reconstruct = new Command("reconstruct")
  .summary("Write the reconstructions of data by a finished run's model")
  .description(
    "Write what the codes of data decode to, the mean of p(x|z) at the mean of q(z|x). A picture shows 20 samples above their reconstructions; other files have all reconstructions.",
  )
  .argument(runArgument.name, runArgument.description)
  .argument(dataArgument.name, dataArgument.description)
  .addOption(
    outOption(["png", "npy", "csv", "folder"], "File (.png, .npy, .csv) or folder to write"),
  )
  .addOption(labelsOption)
  .addOption(keyOption)
  .addOption(homeOption)
  .addOption(jsonOption)
  .action(async (run, data, { out, labels, dataKey: key, home, json = false }) => {
    const { reconstructRun } = await import("../use/reconstruct-run.ts");
    await reconstructRun({ run, data, labels, key, out, home, json });
  });
