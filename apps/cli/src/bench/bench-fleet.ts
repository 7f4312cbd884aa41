import { simulateFleet } from "@vae-lab/experiments/sweep";
import { print } from "../command-line/output.ts";

/** Trials of half a minute, 60 times as fast; a failure is tried again after a second, as in sweeps. */
const full = { workers: 1000, trials: 100_000, meanMs: 500, retryMs: 1_000 / 60 };
const small = { workers: 20, trials: 200, meanMs: 5, retryMs: 1 };

const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;

/** Simulates a fleet of which 5 % of the attempts fail and 1 % take three times as long. */
export const benchFleet = async (quick: boolean): Promise<void> => {
  const size = quick ? small : full;
  print(`${size.trials} trials of about ${size.meanMs} ms on ${size.workers} simulated workers`);
  const report = await simulateFleet({ ...size, failing: 0.05, stragglers: 0.01, seed: 1 });
  print(`${report.attempts} attempts in ${report.seconds.toFixed(1)} s`);
  print(`lost: ${report.lost}, doubled: ${report.doubled}`);
  print(`idle: ${percent(report.idle)}; while trials wait: ${percent(report.idleWhileWaiting)}`);
};
