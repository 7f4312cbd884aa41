import type { TrialConfig } from "@vae-lab/experiments/config";
import { estimateSweep, planOf } from "@vae-lab/experiments/sweep";
import { countText } from "../command-line/count-text.ts";
import { printNote, printResult } from "../command-line/output.ts";
import { clock } from "../report/number-text.ts";

const shownTrials = 10;

interface DryRun {
  readonly study: string;
  readonly trials: readonly TrialConfig[];
  readonly workers: number;
  readonly json: boolean;
}

/** Prints how many trials a sweep has, how long they train, and the first of them. */
export const dryRun = async ({ study, trials, workers, json }: DryRun): Promise<void> => {
  const { trials: plan, notices } = await planOf(trials);
  for (const notice of notices) printNote(notice);
  const { seconds, measured } = await estimateSweep(plan, workers);
  const first = plan.slice(0, shownTrials).map(({ id, label, config }) => ({ id, label, config }));
  printResult(json, { study, trials: plan.length, seconds, measured, first }, () =>
    [
      `${study}: ${countText(plan.length, "trial")}, about ${clock(seconds)} of training with ${countText(workers, "worker")} (measured on ${countText(measured, "trial")}, without evaluation)`,
      ...first.map(({ id, label }) => `  ${id}  ${label}`),
      ...(plan.length > shownTrials ? [`  and ${plan.length - shownTrials} more`] : []),
    ].join("\n"),
  );
};
