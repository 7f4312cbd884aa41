import { studies } from "@vae-lab/experiments/studies";
import { defineCommand } from "citty";
import {
  homeFrom,
  homeOption,
  jsonOption,
  workersFrom,
  workersOption,
} from "../command-line/shared-options.ts";
import { studyNamed, studyOptions, studyOptionsFrom } from "../command-line/study-options.ts";
import { inHome } from "../sweep/in-home.ts";
import { performSweep, type SweepRequest } from "../sweep/perform-sweep.ts";
import { parseSweepFile, readJsonFile } from "../sweep/sweep-file.ts";

type Question = Pick<SweepRequest, "study" | "trials" | "axes" | "conclude">;

/** A path has a slash or an ending; anything else is the name of a study. */
const isPath = (what: string): boolean => /[./\\]/.test(what) && !Object.hasOwn(studies, what);

export const sweep = defineCommand({
  meta: {
    name: "sweep",
    description:
      "Run the trials of a study or of a sweep file that are not finished yet; one that was stopped goes on after the epoch of its last snapshot",
  },
  args: {
    study: {
      type: "positional",
      required: true,
      valueHint: "study|file.json",
      description:
        'A study by its name, or a file such as { "name": "betas", "base": { … }, "vary": { "objective.beta": [1, 4], "seed": [1, 2, 3] } }; the options --epochs to --quick are for studies',
    },
    ...studyOptions,
    ...workersOption,
    ...homeOption,
    ...jsonOption,
  },
  run: async ({ args, rawArgs }) => {
    const workers = workersFrom(args.workers);
    const question = await questionOf(args.study, args);
    return inHome(homeFrom(args.home), async (home, tracking) =>
      performSweep({
        ...question,
        ...{ home, workers, tracking, json: args.json },
        again: `vae-lab sweep ${rawArgs.join(" ")}`,
      }),
    );
  },
});

const questionOf = async (
  what: string,
  options: Parameters<typeof studyOptionsFrom>[1],
): Promise<Question> => {
  if (isPath(what)) {
    const { name, axes, trials } = parseSweepFile(await readJsonFile(what));
    return { study: name, axes, trials };
  }
  const study = studyNamed(what);
  const { name, axes, conclude } = study;
  return { study: name, axes, conclude, trials: study.trials(studyOptionsFrom(study, options)) };
};
