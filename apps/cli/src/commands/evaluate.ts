import { Command } from "@commander-js/extra-typings";
import { wholeNumber } from "../command-line/numbers.ts";
import { homeOption, jsonOption } from "../command-line/shared-options.ts";
import { valueOption } from "../command-line/value-option.ts";
import { keyOption, labelsOption } from "../use/data-options.ts";
import { dataArgument, runArgument } from "../use/run-argument.ts";

export const evaluate = new Command("evaluate")
  .summary("Evaluate a finished run's model on data")
  .description(
    "Evaluate a finished run's model on data, at beta = 1 whatever was trained: the ELBO and its terms, the rate of each unit, and the importance-weighted bound on log p(x), each with its standard error.",
  )
  .argument(runArgument.name, runArgument.description)
  .argument(dataArgument.name, dataArgument.description)
  .addOption(
    valueOption(
      "--draws <count>",
      "Draws of z per sample for the bound; 1 leaves it out",
      wholeNumber({ min: 1, max: 1e6 }),
    ).default(5000),
  )
  .addOption(
    valueOption(
      "--bound-samples <count>",
      "Compute the bound on this many of the first samples",
      wholeNumber({ min: 1 }),
    ).default(200),
  )
  .addOption(
    valueOption(
      "--seed <number>",
      "Seed of the draws (default: the trial's)",
      wholeNumber({ min: 0 }),
    ),
  )
  .addOption(labelsOption)
  .addOption(keyOption)
  .addOption(homeOption)
  .addOption(jsonOption)
  .action(async (run, data, options) => {
    const {
      draws,
      boundSamples: boundSize,
      seed,
      labels,
      dataKey: key,
      home,
      json = false,
    } = options;
    const { evaluateRun } = await import("../use/evaluate-run.ts");
    await evaluateRun({ run, data, labels, key, draws, boundSize, seed, home, json });
  });
