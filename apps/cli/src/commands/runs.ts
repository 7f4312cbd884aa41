import { existsSync } from "node:fs";
import { Command } from "@commander-js/extra-typings";
import { printResult } from "../command-line/output.ts";
import { homeFrom, homeOption, jsonOption } from "../command-line/shared-options.ts";
import { anyText, valueOption } from "../command-line/value-option.ts";
import { type ListedRun, listRuns, runsTable } from "../report/runs-table.ts";
import { openTracking } from "../tracking/open-tracking.ts";

/** Reading does not create a store where there is none. */
const read = async (home: string, study: string | undefined): Promise<ListedRun[]> => {
  if (!process.env.MLFLOW_TRACKING_URI && !existsSync(home)) return [];
  const tracking = await openTracking(home);
  try {
    return await listRuns(tracking.client, study);
  } finally {
    tracking.close();
  }
};

export const runs = new Command("runs")
  .summary("List the runs in the store")
  .description("List the runs in the store, the latest first.")
  .addOption(
    valueOption("--study <name>", "List only the runs of this study or experiment", anyText),
  )
  .addOption(homeOption)
  .addOption(jsonOption)
  .action(async ({ home, study, json = false }) => {
    const listed = await read(homeFrom(home), study);
    printResult(json, listed, () =>
      listed.length > 0 ? runsTable(listed) : "no runs yet: `npm start` runs a study",
    );
  });
