import { defineCommand } from "citty";
import {
  homeFrom,
  homeOption,
  portFrom,
  portOption,
  workersFrom,
  workersOption,
} from "../command-line/shared-options.ts";
import { studyNamed, studyOptions, studyOptionsFrom } from "../command-line/study-options.ts";
import { serveDashboard } from "../serve/serve-dashboard.ts";
import { inHome } from "../sweep/in-home.ts";
import { untilInterrupted } from "../sweep/interrupt.ts";
import { performSweep } from "../sweep/perform-sweep.ts";

/** The command as it was typed, so that the advice to go on is the same one. */
const typed = (rawArgs: readonly string[]): string =>
  rawArgs.length === 0 ? "npm start" : `npm start -- ${rawArgs.join(" ")}`;

export const start = defineCommand({
  meta: {
    name: "start",
    description:
      "Run a study and watch it in the dashboard. The same command goes on where it stopped: finished trials are kept, others go on after the epoch of their last snapshot",
  },
  args: {
    study: {
      type: "string",
      valueHint: "name",
      default: "kl-direction",
      description: "The study to run; `vae-lab studies` lists them",
    },
    ...studyOptions,
    ...workersOption,
    ...portOption,
    ...homeOption,
    serve: {
      type: "boolean",
      default: true,
      description: "Serve the dashboard, during the study and after it until Ctrl-C",
      negativeDescription: "Run the study without the dashboard and end with it",
    },
  },
  run: async ({ args, rawArgs }) => {
    const study = studyNamed(args.study);
    const trials = study.trials(studyOptionsFrom(study, args));
    const workers = workersFrom(args.workers);
    const address = portFrom(args.port);
    return inHome(homeFrom(args.home), async (home, tracking) => {
      const served = args.serve ? await serveDashboard(tracking, address) : undefined;
      try {
        if (served) {
          await home.announce(served.url);
          console.log(`dashboard: ${served.url}`);
        }
        console.log(`${study.name}: ${study.question}`);
        const code = await performSweep({
          ...{ study: study.name, axes: study.axes, conclude: study.conclude, trials },
          ...{ home, workers, tracking, json: false, again: typed(rawArgs) },
        });
        if (served && code <= 1) {
          console.log(`\ndashboard: ${served.url} (served until Ctrl-C)`);
          await untilInterrupted();
        }
        return code;
      } finally {
        await served?.close();
      }
    });
  },
});
