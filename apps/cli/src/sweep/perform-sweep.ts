import type {
  FailedTrial,
  Finding,
  SweepResult,
  TrialConfig,
  TrialRow,
} from "@vae-lab/experiments";
import type { MeasureLevel } from "@vae-lab/experiments/metrics";
import { enoughSeeds, essayFindings } from "@vae-lab/experiments/studies";
import { runSweep } from "@vae-lab/experiments/sweep";
import type { Workspace } from "@vae-lab/experiments/workspace";
import { countText } from "../command-line/count-text.ts";
import { exitCodes } from "../command-line/exit-codes.ts";
import { interruptible } from "../command-line/interrupt.ts";
import { print, printJson } from "../command-line/output.ts";
import { essayText } from "../report/essay-text.ts";
import { findingsText } from "../report/findings.ts";
import { showProgress } from "../report/show-progress.ts";
import { tableOf } from "../report/table.ts";
import type { Tracking } from "../tracking/tracking.ts";
import { withSeeds } from "./command-again.ts";
import { requireServer } from "./require-server.ts";
import { trainCommand } from "./train-command.ts";

export interface SweepRequest {
  /** The experiment's name in tracking. */
  readonly study: string;
  readonly trials: readonly TrialConfig[];
  readonly axes: readonly string[];
  readonly conclude?: (rows: readonly TrialRow[]) => Promise<Finding[]>;
  readonly workspace: Workspace;
  readonly workers: number;
  readonly measure: MeasureLevel;
  readonly tracking: Tracking;
  /** Run trials again that failed in a way that stays. */
  readonly retryFailed: boolean;
  /** Say how the trials differ from those of the last sweep. Default: true. */
  readonly comparesPlans?: boolean;
  /** The Redis whose workers run the trials, rather than this process. */
  readonly queue?: {
    readonly url: string;
    readonly priority: number;
    readonly concurrency: number | undefined;
  };
  /** Whether workers of the workspace may join. Default: true. */
  readonly isShared?: boolean;
  /** Print the result as JSON on stdout, and the progress on stderr. */
  readonly json: boolean;
  /** The command that resumes the sweep. */
  readonly command: string;
}

const run = async (request: SweepRequest): Promise<SweepResult> => {
  const { study, trials, workspace, workers, measure, tracking, json, command } = request;
  const journal = await tracking.openJournal?.();
  const progress = showProgress(json ? process.stderr : process.stdout, study);
  try {
    return await interruptible(
      (signal) =>
        runSweep({
          ...{ study, trials, workspace, workers, measure, signal },
          client: tracking.client,
          ...(journal && { journal }),
          ...{ retryFailed: request.retryFailed, comparesPlans: request.comparesPlans ?? true },
          isShared: request.isShared ?? true,
          trainCommand: trainCommand(study, workspace.path),
          onEvent: progress.onEvent,
        }),
      () =>
        progress.say(
          `Stopping. Finished trials are kept; the others resume from their last snapshot with: ${command}`,
        ),
    );
  } finally {
    progress.stop();
  }
};

const runQueued = async (
  request: SweepRequest,
  { url, priority, concurrency }: NonNullable<SweepRequest["queue"]>,
): Promise<SweepResult> => {
  const { study, trials, workspace, measure, retryFailed, tracking, json, command } = request;
  requireServer(tracking);
  const { redisAddress, sweepThroughQueue } = await import("@vae-lab/experiments/queue"); // loads the queue's library
  const address = redisAddress(url);
  const progress = showProgress(json ? process.stderr : process.stdout, study);
  try {
    return await interruptible(
      (signal) =>
        sweepThroughQueue({
          ...{ address, study, trials, workspace, measure, priority, retryFailed, signal },
          client: tracking.client,
          ...(concurrency !== undefined && { concurrency }),
          onEvent: progress.onEvent,
        }),
      () =>
        progress.say(
          `Stopping. The trials stay in the queue; follow them with: ${command}, and take those that wait out of it with --cancel`,
        ),
    );
  } finally {
    progress.stop();
  }
};

/** Scripts read a row's metrics under the key "measures". */
const withMeasures = ({ metrics, ...row }: TrialRow) => ({ ...row, measures: metrics });

const failedText = ({ trial, reason, log, command }: FailedTrial): string =>
  [
    `FAILED ${trial.label}: ${reason}`,
    ...(log === undefined ? [] : [`  log: ${log}`]),
    ...(command === undefined ? [] : [`  repeat it: ${command}`]),
  ].join("\n");

const report = (
  { study, axes, trials, command }: SweepRequest,
  { rows, failed }: SweepResult,
  findings: readonly Finding[],
): string => {
  const none = trials.length > 0 ? "no trial finished" : "";
  const parts = [
    rows.length > 0 ? tableOf(rows, axes) : none,
    findings.length > 0 ? findingsText(findings, withSeeds(command, enoughSeeds)) : "",
    essayText(essayFindings([{ name: study, findings }])),
    failed.map(failedText).join("\n"),
  ];
  return parts.filter((part) => part !== "").join("\n\n");
};

/** Runs a sweep, shows its progress, prints its results and returns the exit code. */
export const performSweep = async (request: SweepRequest): Promise<number> => {
  const result = await (request.queue ? runQueued(request, request.queue) : run(request));
  const { interrupted, failed, rows } = result;
  const findings = interrupted && !request.json ? [] : ((await request.conclude?.(rows)) ?? []);
  if (request.json) {
    printJson({ study: request.study, ...result, rows: rows.map(withMeasures), findings });
  } else if (interrupted)
    print(`${rows.length} of ${countText(request.trials.length, "trial")} finished`);
  else print(`\n${report(request, result, findings)}`);
  if (interrupted) return exitCodes.interrupted;
  return failed.length > 0 ? exitCodes.failedTrials : exitCodes.done;
};
