import { completeConfig } from "@vae-lab/experiments/config";
import { planOf, simulateFleet } from "@vae-lab/experiments/sweep";
import { print } from "../command-line/output.ts";

/** Trials of half a minute, 60 times as fast; a failure is tried again after a second, as in sweeps. */
const full = { workers: 1000, trials: 100_000, meanMs: 500, retryMs: 1_000 / 60 };
const small = { workers: 20, trials: 200, meanMs: 5, retryMs: 1 };

const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;

const cpuSeconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

/** Reads and plans trials that differ in their seeds. Run first: the peak of memory is the process's. */
const benchPlan = async (trials: number): Promise<void> => {
  const began = cpuSeconds();
  const dataset = { dataset: { name: "bars", trainSize: 300, testSize: 100 } };
  await planOf(Array.from({ length: trials }, (_, seed) => completeConfig({ seed }, dataset)));
  const megabytes = process.resourceUsage().maxRSS / 1e3;
  print(
    `planned ${trials} trials in ${(cpuSeconds() - began).toFixed(1)} s of processor time, with at most ${megabytes.toFixed(0)} MB of memory`,
  );
};

const benchDispatch = async (url: string, trials: number): Promise<void> => {
  const { measureDispatch, redisAddress } = await import("@vae-lab/experiments/queue");
  const { added, finished } = await measureDispatch(redisAddress(url), { trials, workers: 100 });
  print(
    `through Redis: ${added.toFixed(0)} trials per second added, ${finished.toFixed(0)} per second handed out and finished`,
  );
};

/** Simulates a fleet of which 5 % of the attempts fail and 1 % take three times as long. */
export const benchFleet = async (quick: boolean, queue?: string): Promise<void> => {
  const size = quick ? small : full;
  await benchPlan(size.trials);
  if (queue !== undefined) await benchDispatch(queue, quick ? 200 : 10_000);
  print(`${size.trials} trials of about ${size.meanMs} ms on ${size.workers} simulated workers`);
  const report = await simulateFleet({ ...size, failing: 0.05, stragglers: 0.01, seed: 1 });
  print(`${report.attempts} attempts in ${report.seconds.toFixed(1)} s`);
  print(`lost: ${report.lost}, doubled: ${report.doubled}`);
  print(`idle: ${percent(report.idle)}; while trials wait: ${percent(report.idleWhileWaiting)}`);
};
