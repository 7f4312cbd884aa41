import { Command } from "@commander-js/extra-typings";
import { DatasetName } from "@vae-lab/experiments/config";
import { wholeNumber } from "../command-line/numbers.ts";
import { oneOf } from "../command-line/one-of.ts";
import { homeFrom, homeOption, jsonOption } from "../command-line/shared-options.ts";
import { valueOption } from "../command-line/value-option.ts";

export const theory = new Command("theory")
  .summary("Predict collapse, rate and distortion from a data set's spectrum")
  .description(
    "Predict what a linear VAE learns from a data set, before any training: active units, rate, distortion and gains by tau = beta·σ² and by direction of the regulariser's KL, and the beta above which collapse is stable for Bernoulli pixels. The spectrum is computed once and kept in the workspace.",
  )
  .argument("<dataset>", `One of ${DatasetName.options.join(", ")}`)
  .addOption(
    valueOption("--latent <count>", "Number of latent units", wholeNumber({ min: 1 })).default(20),
  )
  .addOption(homeOption)
  .addOption(jsonOption)
  .action(async (dataset, { latent, home, json = false }) => {
    const name = oneOf(DatasetName.options)("the data set", dataset);
    const { showTheory } = await import("../theory/show-theory.ts");
    await showTheory({ dataset: name, latentSize: latent, workspace: homeFrom(home), json });
  });
