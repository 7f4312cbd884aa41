import { Command } from "@commander-js/extra-typings";
import { InputError } from "@vae-lab/experiments/input-error";
import { printResult } from "../command-line/output.ts";
import { homeFrom, homeOption, jsonOption } from "../command-line/shared-options.ts";
import { anyText, valueOption } from "../command-line/value-option.ts";
import { type ListedRun, listRuns, runsTable } from "../report/runs-table.ts";
import { openTracking } from "../tracking/open-tracking.ts";
import { hasStore } from "../tracking/store-folder.ts";

/** @throws InputError for a folder that was named and has no store. */
const read = async (home: string | undefined, study: string | undefined): Promise<ListedRun[]> => {
  const workspace = homeFrom(home);
  if (!hasStore(workspace)) {
    if (home === undefined && study === undefined) return [];
    throw new InputError(`cannot list the runs of ${workspace}: it has no store; check --home`);
  }
  const tracking = await openTracking(workspace, { access: "read" });
  try {
    return await listRuns(tracking.client, study);
  } finally {
    tracking.close();
  }
};

const noRuns = (workspace: string, study: string | undefined): string => {
  const where = process.env.MLFLOW_TRACKING_URI ? "" : ` in ${workspace}`;
  return study === undefined
    ? `no runs${where} yet: \`npm start\` runs a study`
    : `no runs of ${study}${where}: \`vae-lab runs\` lists all runs`;
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
    const listed = await read(home, study);
    printResult(json, listed, () =>
      listed.length > 0 ? runsTable(listed) : noRuns(homeFrom(home), study),
    );
  });
