import { openHome } from "@vae-lab/experiments/home";
import { InputError } from "@vae-lab/experiments/input-error";
import { copyRuns } from "@vae-lab/tracking-server";
import { defineCommand } from "citty";
import { homeFrom, homeOption, jsonOption } from "../command-line/shared-options.ts";
import { openTracking, trackingAt } from "../tracking/open-tracking.ts";
import { copiedSentence, resumably, tell } from "../tracking/resumably.ts";

export const importRuns = defineCommand({
  meta: {
    name: "import",
    description: "Copy all runs of an MLflow server into the store. Goes on where it stopped",
  },
  args: {
    from: { type: "string", valueHint: "uri", description: "An MLflow server" },
    ...homeOption,
    ...jsonOption,
  },
  run: async ({ args }) => {
    if (args.from === undefined) throw new InputError("import needs --from=<uri>, got none");
    const source = await trackingAt(args.from, "--from");
    const home = homeFrom(args.home);
    if (!process.env.MLFLOW_TRACKING_URI) await openHome(home);
    const tracking = await openTracking(home);
    try {
      const copied = await resumably((signal, say) =>
        copyRuns({
          from: source.client,
          to: tracking.client,
          signal,
          onRun: ({ info }, { runs, there }) =>
            say(`${runs + there} runs seen, now ${info.runName}`),
        }),
      );
      tell(copied, copiedSentence(copied, `from ${source.where} to ${tracking.where}`), args.json);
    } finally {
      tracking.close();
    }
  },
});
