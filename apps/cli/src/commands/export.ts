import { InputError } from "@vae-lab/experiments/input-error";
import { backUpStore, copyRuns, writeMlruns } from "@vae-lab/tracking-server";
import { defineCommand } from "citty";
import { homeFrom, homeOption, jsonOption } from "../command-line/shared-options.ts";
import { openTracking, type Tracking, trackingAt } from "../tracking/open-tracking.ts";
import { resumably, tell } from "../tracking/resumably.ts";
import { storeFolder } from "../tracking/store-folder.ts";

const toServer = async (tracking: Tracking, uri: string, json: boolean): Promise<void> => {
  const target = await trackingAt(uri, "--to");
  const copied = await resumably((signal, onRun) =>
    copyRuns({ from: tracking.client, to: target.client, signal, onRun }),
  );
  tell(
    copied,
    `${copied.runs} runs of ${copied.experiments} experiments copied to ${target.where} (${copied.points} points, ${copied.files} files); ${copied.there} were there already`,
    json,
  );
};

const toFolder = async (tracking: Tracking, folder: string, json: boolean): Promise<void> => {
  const written = await resumably((signal, onRun) =>
    writeMlruns({ from: tracking.client, folder, signal, onRun }),
  );
  for (const warning of written.warnings) console.error(`warning: ${warning}`);
  tell(
    written,
    `${written.runs} runs of ${written.experiments} experiments written to ${folder}; ${written.there} were there already. MLflow reads it with MLFLOW_ALLOW_FILE_STORE=true`,
    json,
  );
};

export const exportRuns = defineCommand({
  meta: {
    name: "export",
    description:
      "Copy all runs to an MLflow server or an mlruns folder, or back the store up into one file. Goes on where it stopped",
  },
  args: {
    to: { type: "string", valueHint: "uri", description: "An MLflow server" },
    mlruns: {
      type: "string",
      valueHint: "folder",
      description: "A folder as MLflow's file store keeps it",
    },
    sqlite: {
      type: "string",
      valueHint: "file",
      description: "The embedded store's database as it is now, also while runs are logged",
    },
    ...homeOption,
    ...jsonOption,
  },
  run: async ({ args }) => {
    const { to, mlruns, sqlite, json } = args;
    const given = [to, mlruns, sqlite].filter((target) => target !== undefined);
    if (given.length !== 1)
      throw new InputError(`export needs one of --to, --mlruns, --sqlite, got ${given.length}`);
    const home = homeFrom(args.home);
    if (sqlite !== undefined) {
      backUpStore({ folder: storeFolder(home), file: sqlite });
      return tell({ file: sqlite }, `the store of ${home} is backed up in ${sqlite}`, json);
    }
    const tracking = await openTracking(home);
    try {
      if (to !== undefined) await toServer(tracking, to, json);
      else if (mlruns !== undefined) await toFolder(tracking, mlruns, json);
    } finally {
      tracking.close();
    }
  },
});
