import { Command } from "@commander-js/extra-typings";
import { type BetaRequest, betaRows, betaText } from "../beta/beta-table.ts";
import { decimalNumber, wholeNumber } from "../command-line/numbers.ts";
import { oneOf } from "../command-line/one-of.ts";
import { printResult } from "../command-line/output.ts";
import { jsonOption } from "../command-line/shared-options.ts";
import { valueOption } from "../command-line/value-option.ts";

const reductions = ["sum", "mean"] as const;
const errors = ["squared-error", "negative-log-likelihood"] as const;

const size = wholeNumber({ min: 1 });

export const beta = new Command("beta")
  .summary("Show which beta the losses of well-known libraries train")
  .description(
    "Show which beta the losses of well-known libraries train, once their sums and means are written as an ELBO. Describe your own loss with --reduction, --kl-reduction and --reconstruction.",
  )
  .addOption(
    valueOption("--data-size <count>", "Pixels times channels (default: each library's own)", size),
  )
  .addOption(
    valueOption("--latent-size <count>", "Latent units (default: each library's own)", size),
  )
  .addOption(
    valueOption(
      "--weight <number>",
      "Weight of the KL in every loss, also called beta or kld_weight (default: each library's own)",
      decimalNumber(),
    ),
  )
  .addOption(
    valueOption(
      "--reduction <name>",
      "Your loss: reduce the error over pixels by sum or mean (default: sum)",
      oneOf(reductions),
    ),
  )
  .addOption(
    valueOption(
      "--kl-reduction <name>",
      "Your loss: reduce the KL over latent units by sum or mean (default: sum)",
      oneOf(reductions),
    ),
  )
  .addOption(
    valueOption(
      "--reconstruction <name>",
      "Your loss: squared-error, without a factor ½, or negative-log-likelihood (default: squared-error)",
      oneOf(errors),
    ),
  )
  .addOption(
    valueOption(
      "--variance <number>",
      "Variance σ² of the Gaussian likelihood of a squared error (default: 1)",
      decimalNumber({ isPositive: true }),
    ),
  )
  .addOption(jsonOption)
  .action((options) => {
    const { dataSize, latentSize, weight, variance, json = false } = options;
    const { reduction, klReduction, reconstruction } = options;
    const hasOwn = [reduction, klReduction, reconstruction].some((given) => given !== undefined);
    const request: BetaRequest = {
      ...(dataSize !== undefined && { dataSize }),
      ...(latentSize !== undefined && { latentSize }),
      ...(weight !== undefined && { weight }),
      ...(variance !== undefined && { variance }),
      ...(hasOwn && {
        own: {
          reconstruction: {
            of: reconstruction ?? "squared-error",
            reduction: reduction ?? "sum",
          },
          kl: { reduction: klReduction ?? "sum" },
        },
      }),
    };
    const rows = betaRows(request);
    const note =
      weight === undefined ? "" : `\nEvery loss has the weight ${weight}, whatever its name says.`;
    printResult(json, rows, () => betaText(rows, variance) + note);
  });
