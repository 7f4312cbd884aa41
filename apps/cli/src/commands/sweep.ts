import { Command } from "@commander-js/extra-typings";
import { InputError } from "@vae-lab/experiments/input-error";
import { studies } from "@vae-lab/experiments/studies";
import { countText } from "../command-line/count-text.ts";
import { wholeNumber } from "../command-line/numbers.ts";
import { print } from "../command-line/output.ts";
import {
  homeFrom,
  homeOption,
  jsonOption,
  measureOption,
  queueOption,
  retryFailedOption,
  workersOption,
} from "../command-line/shared-options.ts";
import {
  datasetOption,
  epochsOption,
  fullOption,
  quickOption,
  seedsOption,
  studyNamed,
  studyOptionsFrom,
} from "../command-line/study-options.ts";
import { typedCommand } from "../command-line/typed-command.ts";
import { valueOption } from "../command-line/value-option.ts";
import { dataOption, type OwnPart, ownPart, ownReadingOptions } from "../data/data-options.ts";
import { dryRun } from "../sweep/dry-run.ts";
import { performSweep, type SweepRequest } from "../sweep/perform-sweep.ts";
import { readSweepFile } from "../sweep/read-sweep-file.ts";
import { studyRequest } from "../sweep/study-request.ts";
import { withWorkspace } from "../sweep/with-workspace.ts";

type SweepTarget = Pick<SweepRequest, "study" | "trials" | "axes" | "conclude"> &
  Partial<Pick<SweepRequest, "measure">>;

/** A path has a slash or an extension; anything else is the name of a study. */
const isPath = (text: string): boolean => /[./\\]/.test(text) && !Object.hasOwn(studies, text);

export const sweep = new Command("sweep")
  .summary("Run the unfinished trials of a study or a sweep file")
  .description(
    'Run the unfinished trials of a study or a sweep file; stopped trials continue from their last snapshot. A sweep file is JSON or YAML such as { "name": "betas", "base": { … }, "vary": { "objective.beta": [1, 4] }, "seeds": 3 }; zip, sample and conditions are described in the README of the CLI. The options --epochs, --seeds, --dataset, --data and --quick change it.',
  )
  .argument("<study|file>", "Study to run, or file that lists the trials")
  .addOption(epochsOption)
  .addOption(seedsOption)
  .addOption(datasetOption)
  .addOption(quickOption)
  .addOption(fullOption)
  .option("--dry-run", "Print the trials and the time they will take, and train nothing")
  .addOption(workersOption)
  .addOption(queueOption)
  .addOption(
    valueOption(
      "--priority <number>",
      "With --queue, run trials of lower numbers first (default: 0)",
      wholeNumber({ min: 0, max: 2_097_152 }),
    ),
  )
  .addOption(
    valueOption(
      "--concurrency <count>",
      "With --queue, run at most this many trials at once on all machines; 0: no limit",
      wholeNumber({ min: 0, max: 1_000_000 }),
    ),
  )
  .option("--cancel", "With --queue, take the trials that wait out of it, and train nothing")
  .addOption(retryFailedOption)
  .addOption(measureOption)
  .addOption(homeOption)
  .addOption(jsonOption)
  .addOption(dataOption)
  .action(async (target, options) => {
    const trials = await targetOf(target, { ...options, data: ownPart(options) });
    const { workers, measure = trials.measure ?? "basic", json = false } = options;
    const { queue, priority, concurrency, cancel } = options;
    const [forQueue] = Object.entries({ cancel, priority, concurrency }).find(
      ([, value]) => value !== undefined,
    ) ?? [undefined];
    if (queue === undefined && forQueue !== undefined)
      throw new InputError(`--${forQueue} needs --queue, the URL of a Redis`);
    if (queue !== undefined && cancel) {
      await cancelSweep(trials.study, queue);
      return;
    }
    if (options.dryRun) {
      await dryRun({ ...trials, workers, json });
      return;
    }
    process.exitCode = await withWorkspace(homeFrom(options.home), async (workspace, tracking) =>
      performSweep({
        ...trials,
        workspace,
        workers,
        measure,
        retryFailed: options.retryFailed ?? false,
        tracking,
        json,
        command: typedCommand(),
        ...(queue !== undefined && { queue: { url: queue, priority: priority ?? 0, concurrency } }),
      }),
    );
  });

for (const option of ownReadingOptions) sweep.addOption(option);

const cancelSweep = async (study: string, url: string): Promise<void> => {
  const { cancelQueuedSweep, redisAddress } = await import("@vae-lab/experiments/queue");
  const { removed, running } = await cancelQueuedSweep(redisAddress(url), study);
  const others = running > 0 ? `; ${countText(running, "trial")} will still finish` : "";
  print(`${countText(removed, "trial")} of ${study} taken out of the queue${others}`);
};

const targetOf = async (
  target: string,
  options: Parameters<typeof studyOptionsFrom>[1] & { readonly data: OwnPart | undefined },
): Promise<SweepTarget> => {
  if (isPath(target)) {
    const { name, axes, trials } = await readSweepFile(target, options);
    return { study: name, axes, trials };
  }
  const study = studyNamed(target);
  return studyRequest(study, studyOptionsFrom(study, options), { data: options.data });
};
