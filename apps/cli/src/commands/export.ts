import { Command } from "@commander-js/extra-typings";
import { InputError } from "@vae-lab/experiments/input-error";
import { backUpStore, copyRuns, writeMlruns } from "@vae-lab/tracking-server";
import { printNote } from "../command-line/output.ts";
import { homeFrom, homeOption, jsonOption } from "../command-line/shared-options.ts";
import { anyText, valueOption } from "../command-line/value-option.ts";
import {
  copySummary,
  interruptibleTask,
  printResult,
  reportProblems,
} from "../tracking/interruptible-task.ts";
import { openTracking, trackingAt } from "../tracking/open-tracking.ts";
import { sendWaiting, waitingFor } from "../tracking/spool.ts";
import { storeFolder } from "../tracking/store-folder.ts";
import type { Tracking } from "../tracking/tracking.ts";
import { writingTo } from "../tracking/writing-to.ts";

/** What waits for the server goes first: it is the end of runs that are there. */
const sendFirst = (home: string, target: Tracking) =>
  interruptibleTask((signal, say) =>
    sendWaiting(home, target, { signal, onDone: (left) => say(`${left} parts still wait`) }),
  );

const warn = (text: string): void => printNote(`warning: ${text}`);

const toServer = async (
  home: string,
  tracking: Tracking,
  uri: string,
  json: boolean,
): Promise<void> => {
  const target = await trackingAt(uri, "--to");
  const { sent, refused } = await sendFirst(home, target);
  for (const { error } of refused) warn(`a part that waited was refused: ${error.message}`);
  for (const address of await waitingFor(home))
    if (address !== target.where)
      warn(`parts of runs wait for ${address}, not for ${target.where}: export --to ${address}`);
  const waited = sent > 0 ? `${sent} parts of runs that waited were sent; ` : "";
  if (tracking.where === target.where)
    return printResult(
      { sent },
      `${waited}the runs are there already: ${target.where} is tracking`,
      json,
    );
  const copied = await interruptibleTask((signal, say) =>
    copyRuns({
      from: tracking.client,
      to: target.client,
      signal,
      onRun: ({ info }, { runs, there }) => say(`${runs + there} runs seen, now ${info.runName}`),
    }),
  );
  printResult({ ...copied, sent }, waited + copySummary(copied, `to ${target.where}`), json);
  reportProblems(copied.problems);
};

const toFolder = async (tracking: Tracking, folder: string, json: boolean): Promise<void> => {
  let runs = 0;
  const written = await interruptibleTask((signal, say) =>
    writingTo("--mlruns", folder, () =>
      writeMlruns({
        from: tracking.client,
        folder,
        signal,
        onRun: ({ info }) => say(`${++runs} runs seen, now ${info.runName}`),
      }),
    ),
  );
  for (const warning of written.warnings) warn(warning);
  printResult(
    written,
    `${written.runs} runs of ${written.experiments} experiments written to ${folder}; ${written.there} were there already. MLflow reads it with MLFLOW_ALLOW_FILE_STORE=true`,
    json,
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
      return printResult({ file: sqlite }, `the store of ${home} is backed up in ${sqlite}`, json);
    }
    const tracking = await openTracking(home);
    try {
      if (to !== undefined) await toServer(home, tracking, to, json);
      else if (mlruns !== undefined) await toFolder(tracking, mlruns, json);
    } finally {
      tracking.close();
    }
  });
