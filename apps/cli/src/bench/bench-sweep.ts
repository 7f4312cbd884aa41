import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PlannedTrial } from "@vae-lab/experiments";
import { measuredWorkers, planOf, runBare, runSweep } from "@vae-lab/experiments/sweep";
import { median } from "@vae-lab/statistics";
import { openTrackingServer } from "@vae-lab/tracking-server";
import { mlflowClient } from "mlflow-js-client";
import { countText } from "../command-line/count-text.ts";
import { print, printNote } from "../command-line/output.ts";
import { studyNamed } from "../command-line/study-options.ts";
import { type Ran, splitText } from "./sweep-split.ts";

/** The study of `npm start`. */
const study = studyNamed("kl-direction");
const full = { count: 30, ceilingCount: 4, options: study.sizes.default };
/** Too small to measure anything. */
const small = {
  count: 2,
  ceilingCount: 1,
  options: { ...study.sizes.quick, epochs: 1, trainSize: 500, testSize: 100 },
};

type OpenWorker = ReturnType<typeof measuredWorkers>["open"];

/** Runs a task in a folder of its own, and measures its processes. */
const measured = async (
  task: (folder: string, openWorker: OpenWorker) => Promise<unknown>,
): Promise<Ran> => {
  const folder = await mkdtemp(join(tmpdir(), "vae-lab-bench-sweep-"));
  const workers = measuredWorkers();
  try {
    const began = performance.now();
    const before = process.cpuUsage();
    let planning: number | undefined;
    await task(folder, () => {
      planning ??= (performance.now() - began) / 1000;
      return workers.open();
    });
    const { user, system } = process.cpuUsage(before);
    const seconds = (performance.now() - began) / 1000;
    const parent = (user + system) / 1e6;
    return { seconds, parent, planning: planning ?? seconds, workers: workers.times() };
  } finally {
    await rm(folder, { recursive: true });
  }
};

/** Runs the trials as `vae-lab sweep` does, in a workspace and a store of their own. */
const sweep = (trials: readonly PlannedTrial[], workers: number): Promise<Ran> =>
  measured(async (folder, openWorker) => {
    const server = openTrackingServer({ folder: join(folder, "tracking") });
    try {
      const { rows } = await runSweep({
        ...{ study: study.name, trials: trials.map(({ config }) => config), workers, openWorker },
        workspace: folder,
        client: mlflowClient({ trackingUri: "http://127.0.0.1", fetch: server.fetch }),
        ...{ isShared: true, signal: new AbortController().signal, onEvent: () => undefined },
      });
      if (rows.length !== trials.length)
        throw new Error(
          `cannot time the sweep: ${rows.length} of ${trials.length} trials finished`,
        );
    } finally {
      server.close();
    }
  });

const bare = (trials: readonly PlannedTrial[], workers: number): Promise<Ran> =>
  measured((workspace, openWorker) => runBare(trials, { workers, workspace, openWorker }));

/**
 * The factor that two workers reach on this machine if nothing is recorded: the same trials on one
 * worker, and on each of two at once.
 */
const ceiling = async (trials: readonly PlannedTrial[]): Promise<number> => {
  const one = await bare(trials, 1);
  const began = performance.now();
  await Promise.all([bare(trials, 1), bare(trials, 1)]);
  return (2 * one.seconds) / ((performance.now() - began) / 1000);
};

const spread = (values: readonly number[], text: (value: number) => string): string =>
  values.length === 1
    ? text(median(values))
    : `${text(median(values))} (${text(Math.min(...values))} to ${text(Math.max(...values))})`;

const asSeconds = (value: number): string => `${value.toFixed(1)} s`;
const asPercent = (value: number): string => `${(100 * value).toFixed(1)} %`;
const asFactor = (value: number): string => `${value.toFixed(2)} ×`;

/** The processor time of all processes, in seconds. */
const processorOf = ({ parent, workers }: Ran): number => parent + workers.processor;

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
  const { count, ceilingCount, options } = isQuick ? small : full;
  const { trials } = await planOf(study.trials(options).slice(0, count));
  const { epochs, trainSize } = options;
  print(
    `${trials.length} trials of ${study.name}, ${countText(epochs, "epoch")} of ${trainSize} images`,
  );
  const times: { bare: Ran; two: Ran; one: Ran; ceiling: number }[] = [];
  for (let round = 1; round <= rounds; round++) {
    const ran = {
      bare: await bare(trials, 2),
      two: await sweep(trials, 2),
      one: await sweep(trials, 1),
      ceiling: await ceiling(trials.slice(0, ceilingCount)),
    };
    const [alone, two, one] = [ran.bare, ran.two, ran.one].map(({ seconds }) => seconds);
    printNote(
      `round ${round} of ${rounds}: trials alone ${asSeconds(alone ?? 0)}, sweep ${asSeconds(two ?? 0)}, on one worker ${asSeconds(one ?? 0)}`,
    );
    times.push(ran);
  }
  const overheads = times.map(({ bare, two }) => two.seconds / bare.seconds - 1);
  const inProcessor = times.map(({ bare, two }) => processorOf(two) / processorOf(bare) - 1);
  const factors = times.map(({ one, two }) => one.seconds / two.seconds);
  print(
    splitText(trials.length, {
      alone: times.map(({ bare }) => bare),
      sweep: times.map(({ two }) => two),
    }),
  );
  print(`overhead of the sweep: ${spread(overheads, asPercent)}`);
  print(`overhead of the sweep in processor time: ${spread(inProcessor, asPercent)}`);
  print(`two workers against one: ${spread(factors, asFactor)}`);
  print(
    `two workers against one, trials alone: ${spread(
      times.map(({ ceiling }) => ceiling),
      asFactor,
    )}`,
  );
};
