import { Command } from "@commander-js/extra-typings";
import { studies } from "@vae-lab/experiments/studies";
import { countText } from "../command-line/count-text.ts";
import { printResult } from "../command-line/output.ts";
import { jsonOption } from "../command-line/shared-options.ts";

export const listStudies = new Command("studies")
  .summary("List the studies")
  .description("List the studies: prepared sweeps that each answer one question.")
  .addOption(jsonOption)
  .action(({ json = false }) => {
    const listed = Object.values(studies).map((study) => ({
      name: study.name,
      question: study.question,
      trials: study.trials(study.defaults).length,
      defaults: study.defaults,
      axes: study.axes,
    }));
    printResult(json, listed, () =>
      listed
        .map(
          ({ name, question, trials, defaults }) =>
            `${name}\n  ${question}\n  ${countText(trials, "trial")} of ${countText(defaults.epochs, "epoch")} on ${defaults.dataset}`,
        )
        .join("\n"),
    );
  });
