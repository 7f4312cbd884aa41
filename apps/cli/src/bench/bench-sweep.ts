import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PlannedTrial } from "@vae-lab/experiments";
import { planOf, runBare, runSweep } from "@vae-lab/experiments/sweep";
import { median } from "@vae-lab/statistics";
import { openTrackingServer } from "@vae-lab/tracking-server";
import { mlflowClient } from "mlflow-js-client";
import { countText } from "../command-line/count-text.ts";
import { print, printNote } from "../command-line/output.ts";
import { studyNamed } from "../command-line/study-options.ts";

/** The study of `npm start`. */
const study = studyNamed("kl-direction");
const full = { count: 30, options: study.sizes.default };
/** Too small to measure anything. */
const small = {
  count: 2,
  options: { ...study.sizes.quick, epochs: 1, trainSize: 500, testSize: 100 },
};

const secondsOf = async (task: () => Promise<unknown>): Promise<number> => {
  const began = performance.now();
  await task();
  return (performance.now() - began) / 1000;
};

/** Runs the trials as `vae-lab sweep` does, in a workspace and a store of their own. */
const sweep = async (trials: readonly PlannedTrial[], workers: number): Promise<void> => {
  const folder = await mkdtemp(join(tmpdir(), "vae-lab-bench-sweep-"));
  const server = openTrackingServer({ folder: join(folder, "tracking") });
  try {
    const { rows } = await runSweep({
      ...{ study: study.name, trials: trials.map(({ config }) => config), workers },
      workspace: folder,
      client: mlflowClient({ trackingUri: "http://127.0.0.1", fetch: server.fetch }),
      ...{ isShared: true, signal: new AbortController().signal, onEvent: () => undefined },
    });
    if (rows.length !== trials.length)
      throw new Error(`cannot time the sweep: ${rows.length} of ${trials.length} trials finished`);
  } finally {
    server.close();
    await rm(folder, { recursive: true });
  }
};

const spread = (values: readonly number[], text: (value: number) => string): string =>
  values.length === 1
    ? text(median(values))
    : `${text(median(values))} (${text(Math.min(...values))} to ${text(Math.max(...values))})`;

const asSeconds = (value: number): string => `${value.toFixed(1)} s`;
const asPercent = (value: number): string => `${(100 * value).toFixed(1)} %`;
const asFactor = (value: number): string => `${value.toFixed(2)} ×`;

/**
 * Times a sweep of 30 trials on two workers beside the same trials on the same workers without
 * tracking, workspace and claims, and on one worker; in turn, in each round. A ratio compares times of
 * one round.
 */
export const benchSweep = async ({
  isQuick,
  rounds,
}: {
  readonly isQuick: boolean;
  readonly rounds: number;
}): Promise<void> => {
  const { count, options } = isQuick ? small : full;
  const { trials } = await planOf(study.trials(options).slice(0, count));
  const { epochs, trainSize } = options;
  print(
    `${trials.length} trials of ${study.name}, ${countText(epochs, "epoch")} of ${trainSize} images`,
  );
  const times: { bare: number; two: number; one: number }[] = [];
  for (let round = 1; round <= rounds; round++) {
    const bare = await secondsOf(() => runBare(trials, 2));
    const two = await secondsOf(() => sweep(trials, 2));
    const one = await secondsOf(() => sweep(trials, 1));
    printNote(
      `round ${round} of ${rounds}: trials alone ${asSeconds(bare)}, sweep ${asSeconds(two)}, on one worker ${asSeconds(one)}`,
    );
    times.push({ bare, two, one });
  }
  const overheads = times.map(({ bare, two }) => two / bare - 1);
  const factors = times.map(({ one, two }) => one / two);
  print(`overhead of the sweep: ${spread(overheads, asPercent)}`);
  print(`two workers against one: ${spread(factors, asFactor)}`);
};
