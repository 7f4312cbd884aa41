import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Argument, Command, Option } from "@commander-js/extra-typings";
import { InputError } from "@vae-lab/experiments/input-error";
import { homeFrom, homeOption, jsonOption } from "../command-line/shared-options.ts";
import {
  datasetOption,
  epochsOption,
  fullOption,
  quickOption,
  seedsOption,
  sizeFrom,
  studyNamed,
  studyOptionsFrom,
} from "../command-line/study-options.ts";
import { anyText, valueOption } from "../command-line/value-option.ts";

const kept = join(fileURLToPath(new URL("../../../../", import.meta.url)), "docs", "findings");

export const report = new Command("report")
  .summary("Write the report of a study, or check the verdicts of reports")
  .description(
    "Write the report of a study from the finished trials in the store: Markdown, SVG, one HTML file, and the CSV that its verdicts rest on. Nothing is trained. --check computes the verdicts of all reports in a folder again from their CSV; exit code 1 if one differs.",
  )
  .addArgument(new Argument("[study]", "Study to report; see `vae-lab studies`"))
  .addOption(epochsOption)
  .addOption(seedsOption)
  .addOption(datasetOption)
  .addOption(quickOption)
  .addOption(fullOption)
  .addOption(
    valueOption("--out <folder>", "Write the report here (default: docs/findings)", anyText),
  )
  .addOption(
    new Option("--check [folder]", "Check all reports in this folder (default: docs/findings)"),
  )
  .addOption(
    new Option("--update [folder]", "Write all reports in this folder again from their CSV"),
  )
  .addOption(homeOption)
  .addOption(jsonOption)
  .action(async (name, options) => {
    const { json = false, check, update } = options;
    const folderOf = (given: string | true): string => (given === true ? kept : given);
    const perform = await import("../report/perform-report.ts");
    if (check !== undefined) process.exitCode = await perform.checkFindings(folderOf(check), json);
    else if (update !== undefined) await perform.updateFindings(folderOf(update), json);
    else if (name === undefined)
      throw new InputError("cannot write a report: no study is named; name one, or use --check");
    else {
      const study = studyNamed(name);
      await perform.writeReport({
        ...{ study, size: sizeFrom(options), options: studyOptionsFrom(study, options) },
        ...{ findings: options.out ?? kept, home: homeFrom(options.home), json },
      });
    }
  });
