import { Command } from "@commander-js/extra-typings";
import { wholeNumber } from "../command-line/numbers.ts";
import { homeOption, jsonOption } from "../command-line/shared-options.ts";
import { anyText, valueOption } from "../command-line/value-option.ts";
import { labelsOption } from "../use/data-options.ts";
import { labelOption } from "../use/label-option.ts";
import { outOption } from "../use/out-option.ts";
import { runArgument } from "../use/run-argument.ts";

const end = "number of a sample of the data, from 0, or a file with one sample";

export const interpolate = new Command("interpolate")
  .summary("Write what lies between two samples in a finished run's codes")
  .description(
    "Write what the codes on the line between the codes of two samples decode to: a picture, a folder of images, an array or a table.",
  )
  .argument(runArgument.name, runArgument.description)
  .argument("<a>", `First sample: ${end}`)
  .argument("<b>", `Last sample: ${end}`)
  .addOption(
    valueOption(
      "--data <path>",
      "Data that numbers refer to (default: the run's test split)",
      anyText,
    ),
  )
  .addOption(
    valueOption(
      "--steps <number>",
      "Number of samples, both ends included",
      wholeNumber({ min: 2, max: 10_000 }),
    ).default(10),
  )
  .addOption(labelsOption)
  .addOption(labelOption("Class to decode as, of a conditional model (default: both ends')"))
  .addOption(
    outOption(["png", "npy", "csv", "folder"], "File (.png, .npy, .csv) or folder to write"),
  )
  .addOption(homeOption)
  .addOption(jsonOption)
  .action(async (run, a, b, { data, steps, labels, label, out, home, json = false }) => {
    const { interpolateRun } = await import("../use/interpolate-run.ts");
    await interpolateRun({ run, ends: [a, b], data, steps, labels, label, out, home, json });
  });
