import { Command, Option } from "@commander-js/extra-typings";
import { InputError } from "@vae-lab/experiments/input-error";
import { type DefectName, defectNamed, defectNames } from "@vae-lab/verify/defect-names";
import { didYouMean } from "../command-line/did-you-mean.ts";
import { wholeNumber } from "../command-line/numbers.ts";
import { homeFrom, homeOption, jsonOption } from "../command-line/shared-options.ts";
import { anyText, type Read, valueOption } from "../command-line/value-option.ts";

const defect: Read<DefectName> = (option, given) => {
  const found = defectNamed(given);
  if (found !== undefined) return found;
  throw new InputError(
    `${option} must be one of ${defectNames.join(", ")} (or D1 to D${defectNames.length}), got ${JSON.stringify(given)}${didYouMean(given, defectNames)}`,
  );
};

export const verify = new Command("verify")
  .summary("Check the mathematics against exact answers")
  .description(
    "Check every divergence, estimator and property against exact answers, in less than a minute. Exit code 1 if a check fails.",
  )
  .option("--thorough", "Add checks that take minutes, and use 8 times as many estimates")
  .addOption(
    valueOption(
      "--break <defect>",
      `Inject a known bug from another library; a check must fail: ${defectNames.join(", ")}`,
      defect,
    ),
  )
  .option("--museum", "Describe the known bugs of other libraries and their effects; check nothing")
  .addOption(
    valueOption(
      "--only <text>",
      "Run only checks that mention this, such as IWAE; with --museum, show only bugs that do, such as pythae or D1",
      anyText,
    ),
  )
  .addOption(
    valueOption("--seed <number>", "Seed of all noise", wholeNumber({ min: 0 })).default(1),
  )
  .addOption(
    valueOption(
      "--estimates <count>",
      "Independent estimates per number; more find smaller biases (default: 50000; 400000 with --thorough)",
      wholeNumber({ min: 1000, max: 10_000_000 }),
    ),
  )
  .addOption(new Option("--log").default(true).hideHelp())
  .option("--no-log", "Do not log the results as a run of the experiment verify")
  .addOption(homeOption)
  .addOption(jsonOption)
  .action(async (options) => {
    const { break: broken, museum, only, seed, log, json = false } = options;
    const isThorough = options.thorough ?? false;
    const estimates = options.estimates ?? (isThorough ? 400_000 : 50_000);
    if (museum && (broken !== undefined || isThorough))
      throw new InputError("--museum runs no checks, so it takes neither --break nor --thorough");
    // Imported late: both load TensorFlow.js, which help and refusals do not need.
    if (museum) {
      const { showDefects } = await import("../verify/show-defects.ts");
      return showDefects(json, only);
    }
    const { performVerify } = await import("../verify/perform-verify.ts");
    process.exitCode = await performVerify({
      ...{ seed, estimates, isThorough, json },
      ...(broken !== undefined && { broken }),
      ...(only !== undefined && { only }),
      ...(log && { workspace: homeFrom(options.home) }),
    });
  });
