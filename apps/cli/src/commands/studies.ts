import { Command } from "@commander-js/extra-typings";
import type { StudyOptions } from "@vae-lab/experiments";
import { studies } from "@vae-lab/experiments/studies";
import { countText } from "../command-line/count-text.ts";
import { printResult } from "../command-line/output.ts";
import { jsonOption } from "../command-line/shared-options.ts";

const trialsText = (trials: number, { epochs, dataset, seeds }: StudyOptions): string =>
  trials === 0
    ? "computed without training"
    : `${countText(trials, "trial")} of ${countText(epochs, "epoch")} on ${dataset}, ${countText(seeds, "seed")}`;

export const listStudies = new Command("studies")
  .summary("List the studies")
  .description("List the studies: prepared sweeps that each answer one question.")
  .addOption(jsonOption)
  .action(({ json = false }) => {
    const listed = Object.values(studies).map((study) => ({
      name: study.name,
      question: study.question,
      trials: study.trials(study.sizes.default).length,
      defaults: study.sizes.default,
      sizes: study.sizes,
      axes: study.axes,
      claims: study.claims.map(({ name, claim, supports = [], opposes = [], rule }) => ({
        ...{ name, claim, supports, opposes, rule: rule.text },
      })),
    }));
    printResult(json, listed, () =>
      listed
        .map(
          ({ name, question, trials, defaults, claims }) =>
            `${name}\n  ${question}\n  ${countText(claims.length, "claim")}, ${trialsText(trials, defaults)}`,
        )
        .join("\n"),
    );
  });
