import { Command } from "@commander-js/extra-typings";
import { completeConfig, isOwn } from "@vae-lab/experiments/config";
import { printResult } from "../command-line/output.ts";
import { jsonOption } from "../command-line/shared-options.ts";
import { ownPart, readingOptions } from "../data/data-options.ts";
import { dataText } from "../data/data-text.ts";

export const data = new Command("data")
  .summary("Describe data of your own, and how to train on them")
  .description(
    "Describe what is understood of data of your own: samples, shape, type, range, labels, constant values, spectrum, and the likelihood to start with. The data are a .npy, .npz or .safetensors file, a table (.csv, .tsv, .txt), an IDX file or a folder of PNG or JPEG images.",
  )
  .argument("<path>", "File or folder with the data")
  .addOption(jsonOption)
  .action(async (path, { json = false, ...options }, command) => {
    const { dataset } = completeConfig({ dataset: ownPart(options, path) });
    if (!isOwn(dataset)) return;
    const { describeData } = await import("@vae-lab/experiments/data-description");
    const description = await describeData(dataset);
    const given = command.parent?.args.slice(1) ?? [path];
    printResult(json, { path: dataset.train, ...description }, () =>
      dataText(description, path, given.toSpliced(given.indexOf(path), 1)),
    );
  });

const { scale: _, ...unscaled } = readingOptions;
for (const option of Object.values(unscaled)) data.addOption(option);
