import { Command } from "@commander-js/extra-typings";
import { InputError } from "@vae-lab/experiments/input-error";
import { backUpStore, copyRuns, writeMlruns } from "@vae-lab/tracking-server";
import { countText } from "../command-line/count-text.ts";
import { printNote, printResult } from "../command-line/output.ts";
import { homeFrom, homeOption, jsonOption } from "../command-line/shared-options.ts";
import { anyText, valueOption } from "../command-line/value-option.ts";
import { copySummary, leftOutText, reportProblems } from "../tracking/copy-summary.ts";
import { interruptibleTask } from "../tracking/interruptible-task.ts";
import { openTracking, trackingAt } from "../tracking/open-tracking.ts";
import { sendUnsent, serversWithUnsent } from "../tracking/spool.ts";
import { hasStore, storeFolder } from "../tracking/store-folder.ts";
import type { Tracking } from "../tracking/tracking.ts";
import { writingTo } from "../tracking/writing-to.ts";

const warn = (text: string): void => printNote(`warning: ${text}`);

/** Sends the unsent results of sweeps: they complete runs which the server has already. */
const sendUnsentFirst = async (workspace: string, target: Tracking): Promise<number> => {
  const { sent, refused } = await interruptibleTask((signal, say) =>
    sendUnsent(workspace, target, {
      signal,
      onDone: (left) => say(`${countText(left, "unsent part")} of runs left`),
    }),
  );
  for (const { error } of refused) warn(`the server refused a part of a run: ${error.message}`);
  for (const address of await serversWithUnsent(workspace))
    if (address !== target.where)
      warn(`some results are for another server: vae-lab export --to ${address} sends them`);
  return sent;
};

const toServer = async (
  workspace: string,
  tracking: Tracking,
  uri: string,
  json: boolean,
): Promise<void> => {
  const target = await trackingAt(uri, "--to");
  const sent = await sendUnsentFirst(workspace, target);
  const sentText = sent > 0 ? `sent ${countText(sent, "unsent part")} of runs; ` : "";
  if (tracking.where === target.where)
    return printResult(
      json,
      { sent },
      () => `${sentText}nothing to copy: ${target.where} is the tracking server in use`,
    );
  const copied = await interruptibleTask((signal, say) =>
    copyRuns({
      from: tracking.client,
      to: target.client,
      signal,
      onRun: ({ info }, { runs, there }) =>
        say(`${countText(runs + there, "run")} seen, now ${info.runName}`),
    }),
  );
  printResult(
    json,
    { ...copied, sent },
    () => sentText + copySummary(copied, `to ${target.where}`),
  );
  reportProblems(copied.problems);
};

const toFolder = async (tracking: Tracking, folder: string, json: boolean): Promise<void> => {
  let seen = 0;
  const written = await interruptibleTask((signal, say) =>
    writingTo("--mlruns", folder, () =>
      writeMlruns({
        from: tracking.client,
        folder,
        signal,
        onRun: ({ info }) => say(`${countText(++seen, "run")} seen, now ${info.runName}`),
      }),
    ),
  );
  for (const warning of written.warnings) warn(warning);
  const { runs, experiments, there, leftOut } = written;
  printResult(
    json,
    written,
    () =>
      `wrote ${countText(runs, "run")} of ${countText(experiments, "experiment")} to ${folder}; ${countText(there, "run")} existed already${leftOutText(leftOut)}. MLflow reads the folder with MLFLOW_ALLOW_FILE_STORE=true`,
  );
  reportProblems(written.problems);
};

export const exportRuns = new Command("export")
  .summary("Copy all runs to an MLflow server, a folder or a file")
  .description(
    "Copy all runs to an MLflow server or an mlruns folder, or back up the store in one file. Results that a sweep could not send to the server are sent first. Repeat the command to resume.",
  )
  .addOption(valueOption("--to <uri>", "Copy to this MLflow server", anyText))
  .addOption(valueOption("--mlruns <folder>", "Copy to a folder in MLflow's file format", anyText))
  .addOption(
    valueOption(
      "--sqlite <file>",
      "Copy the store's database to a new file, even while runs are logged",
      anyText,
    ),
  )
  .addOption(homeOption)
  .addOption(jsonOption)
  .action(async ({ to, mlruns, sqlite, home: folder, json = false }) => {
    const given = [to, mlruns, sqlite].filter((target) => target !== undefined);
    if (given.length !== 1)
      throw new InputError(`export needs one of --to, --mlruns, --sqlite, got ${given.length}`);
    const home = homeFrom(folder);
    if (sqlite !== undefined) {
      await writingTo("--sqlite", sqlite, () =>
        backUpStore({ folder: storeFolder(home), file: sqlite }),
      );
      printResult(json, { file: sqlite }, () => `copied the store of ${home} to ${sqlite}`);
      return;
    }
    if (!hasStore(home))
      throw new InputError(`cannot export from ${home}: it has no store; name another with --home`);
    const tracking = await openTracking(home, { access: "read" });
    try {
      if (to !== undefined) await toServer(home, tracking, to, json);
      else if (mlruns !== undefined) await toFolder(tracking, mlruns, json);
    } finally {
      tracking.close();
    }
  });
