import type { Finding, SweepResult, TrialConfig, TrialRow } from "@vae-lab/experiments";
import { enoughSeeds } from "@vae-lab/experiments/studies";
import { runSweep } from "@vae-lab/experiments/sweep";
import type { LockedWorkspace } from "@vae-lab/experiments/workspace";
import { exitCodes } from "../command-line/exit-codes.ts";
import { interruptible } from "../command-line/interrupt.ts";
import { print, printJson } from "../command-line/output.ts";
import { findingsText } from "../report/findings.ts";
import { showProgress } from "../report/show-progress.ts";
import { tableOf } from "../report/table.ts";
import type { Tracking } from "../tracking/tracking.ts";
import { withSeeds } from "./command-again.ts";

export interface SweepRequest {
  /** The experiment's name in tracking. */
  readonly study: string;
  readonly trials: readonly TrialConfig[];
  readonly axes: readonly string[];
  readonly conclude?: (rows: readonly TrialRow[]) => Finding[];
  /** Released when the sweep ends, though its runs may be looked at longer. */
  readonly home: LockedWorkspace;
  readonly workers: number;
  readonly tracking: Tracking;
  /** Print the result as JSON, and the progress to stderr. */
  readonly json: boolean;
  /** The command that goes on where an interrupted sweep stopped. */
  readonly again: string;
}

const run = async (request: SweepRequest): Promise<SweepResult> => {
  const { study, trials, home, workers, tracking, json, again } = request;
  const journal = await tracking.openJournal?.();
  const progress = showProgress(json ? process.stderr : process.stdout, study);
  try {
    return await interruptible(
      (signal) =>
        runSweep({
          ...{ study, trials, workspace: home, workers, signal },
          client: tracking.client,
          ...(journal && { journal }),
          onEvent: progress.onEvent,
        }),
      () =>
        progress.say(
          `Stopping. Finished trials are kept, those under way as far as their last snapshot; to go on: ${again}`,
        ),
    );
  } finally {
    progress.stop();
  }
};

/** Scripts read a row's metrics under the key "measures". */
const withMeasures = ({ metrics, ...row }: TrialRow) => ({ ...row, measures: metrics });

const report = ({ axes, conclude, again }: SweepRequest, { rows, failed }: SweepResult): string => {
  const findings = conclude?.(rows) ?? [];
  const parts = [
    rows.length > 0 ? tableOf(rows, axes) : "No trial has finished.",
    findings.length > 0 ? findingsText(findings, withSeeds(again, enoughSeeds)) : "",
    failed.map(({ trial, reason }) => `FAILED ${trial.label}: ${reason}`).join("\n"),
  ];
  return parts.filter((part) => part !== "").join("\n\n");
};

/** Runs a sweep in sight of a person, reports what came of it, and returns the exit code. */
export const performSweep = async (request: SweepRequest): Promise<number> => {
  const result = await run(request);
  const { interrupted, failed, rows } = result;
  if (request.json) {
    const findings = request.conclude?.(rows) ?? [];
    printJson({ study: request.study, ...result, rows: rows.map(withMeasures), findings });
  } else if (interrupted)
    print(`${rows.length} of ${request.trials.length} trials are finished and kept.`);
  else print(`\n${report(request, result)}`);
  if (interrupted) return exitCodes.interrupted;
  return failed.length > 0 ? exitCodes.failedTrials : exitCodes.done;
};
