import { Command } from "@commander-js/extra-typings";
import { studies } from "@vae-lab/experiments/studies";
import { print, printJson } from "../command-line/output.ts";
import { jsonOption } from "../command-line/shared-options.ts";

export const listStudies = new Command("studies")
  .summary("List the studies")
  .description("List the studies: prepared sweeps that each answer one question.")
  .addOption(jsonOption)
  .action(({ json }) => {
    const listed = Object.values(studies).map((study) => ({
      name: study.name,
      question: study.question,
      trials: study.trials(study.defaults).length,
      defaults: study.defaults,
      axes: study.axes,
    }));
    if (json) printJson(listed);
    else
      for (const { name, question, trials, defaults } of listed)
        print(
          `${name}\n  ${question}\n  ${trials} trials of ${defaults.epochs} epochs on ${defaults.dataset}`,
        );
  });
