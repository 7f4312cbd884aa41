import { studies } from "@vae-lab/experiments/studies";
import { defineCommand } from "citty";
import { jsonOption } from "../command-line/shared-options.ts";

export const listStudies = defineCommand({
  meta: { name: "studies", description: "List the studies: the questions that can be asked" },
  args: jsonOption,
  run: ({ args }) => {
    const listed = Object.values(studies).map((study) => ({
      name: study.name,
      question: study.question,
      trials: study.trials(study.defaults).length,
      defaults: study.defaults,
      axes: study.axes,
    }));
    if (args.json) console.log(JSON.stringify(listed, null, 2));
    else
      for (const { name, question, trials, defaults } of listed)
        console.log(
          `${name}\n  ${question}\n  ${trials} trials of ${defaults.epochs} epochs on ${defaults.dataset}`,
        );
  },
});
