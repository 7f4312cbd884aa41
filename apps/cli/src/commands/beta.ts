import { defineCommand } from "citty";
import { type BetaRequest, betaRows, betaText } from "../beta/beta-table.ts";
import { decimalNumber, wholeNumber } from "../command-line/numbers.ts";
import { oneOf } from "../command-line/one-of.ts";
import { jsonOption } from "../command-line/shared-options.ts";

const reductions = ["sum", "mean"] as const;
const errors = ["squared-error", "negative-log-likelihood"] as const;

const number = { type: "string", valueHint: "number" } as const;

export const beta = defineCommand({
  meta: {
    name: "beta",
    description:
      "What beta did library X really train? Losses of sums and means in the form of the ELBO; with --reduction a loss of your own too",
  },
  args: {
    "data-size": {
      ...number,
      description: "Pixels times channels (Default: each library's own)",
    },
    "latent-size": { ...number, description: "Latent units (Default: each library's own)" },
    weight: {
      ...number,
      description:
        "The weight on the KL in every loss of the table: what programs call beta, kld_weight, … (Default: each library's own)",
    },
    reduction: {
      type: "string",
      valueHint: reductions.join("|"),
      description: "Your own loss: how errors become one number over pixels",
    },
    "kl-reduction": {
      type: "string",
      valueHint: reductions.join("|"),
      description: "Your own loss: the same for the KL over units (Default: sum)",
    },
    reconstruction: {
      type: "string",
      valueHint: errors.join("|"),
      description: "Your own loss: what is reduced (Default: squared-error, without its half)",
    },
    variance: {
      ...number,
      description: "σ² of the Gaussian in whose units a squared error is told (Default: 1)",
    },
    ...jsonOption,
  },
  run: ({ args }) => {
    const { reduction, reconstruction, weight, variance } = args;
    const klReduction = args["kl-reduction"];
    const hasOwn = [reduction, klReduction, reconstruction].some((given) => given !== undefined);
    const request: BetaRequest = {
      ...(args["data-size"] !== undefined && {
        dataSize: wholeNumber("--data-size", args["data-size"], { min: 1 }),
      }),
      ...(args["latent-size"] !== undefined && {
        latentSize: wholeNumber("--latent-size", args["latent-size"], { min: 1 }),
      }),
      ...(weight !== undefined && { weight: decimalNumber("--weight", weight) }),
      ...(variance !== undefined && {
        variance: decimalNumber("--variance", variance, { isPositive: true }),
      }),
      ...(hasOwn && {
        own: {
          reconstruction: {
            of: oneOf("--reconstruction", reconstruction ?? "squared-error", errors),
            reduction: oneOf("--reduction", reduction ?? "sum", reductions),
          },
          kl: { reduction: oneOf("--kl-reduction", klReduction ?? "sum", reductions) },
        },
      }),
    };
    const rows = betaRows(request);
    if (args.json) {
      console.log(JSON.stringify(rows, null, 2));
      return;
    }
    console.log(betaText(rows, request.variance));
    if (weight !== undefined)
      console.log(
        `Every loss is given the weight ${request.weight}, whatever weight its name tells.`,
      );
  },
});
