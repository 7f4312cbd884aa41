import { existsSync } from "node:fs";
import { defineCommand } from "citty";
import { homeFrom, homeOption, jsonOption } from "../command-line/shared-options.ts";
import { type ListedRun, listRuns, runsTable } from "../report/runs-table.ts";
import { openTracking } from "../tracking/open-tracking.ts";

/** Reading must not make a store where there is none. */
const read = async (home: string, study: string | undefined): Promise<ListedRun[]> => {
  if (!process.env.MLFLOW_TRACKING_URI && !existsSync(home)) return [];
  const tracking = await openTracking(home);
  try {
    return await listRuns(tracking.client, study);
  } finally {
    tracking.close();
  }
};

export const runs = defineCommand({
  meta: { name: "runs", description: "List the runs of the store, the latest first" },
  args: {
    study: {
      type: "string",
      valueHint: "name",
      description: "Only the runs of this study or experiment",
    },
    ...homeOption,
    ...jsonOption,
  },
  run: async ({ args }) => {
    const listed = await read(homeFrom(args.home), args.study);
    if (args.json) console.log(JSON.stringify(listed, null, 2));
    else
      console.log(listed.length > 0 ? runsTable(listed) : "No runs yet: `npm start` makes some.");
  },
});
