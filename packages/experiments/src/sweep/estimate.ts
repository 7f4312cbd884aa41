import type { PlannedTrial } from "./sweep-events.ts";
import { forkWorker } from "./workers/fork-worker.ts";
import type { TrialWorker } from "./workers/trial-worker.ts";

/** Steps that are measured, after one that compiles. */
const measuredSteps = 20;
/** Trials whose steps are measured. */
const maxMeasured = 3;

/** How fast a trial trains. */
interface Speed {
  readonly secondsPerStep: number;
  readonly steps: number;
}

/** The seconds of training, without evaluation, at a step. */
const secondsAt = (step: number, imagesPerSecond: number, { config }: PlannedTrial): number =>
  (step * config.batchSize) / imagesPerSecond;

/** The trial from random parameters: the trial that it starts from may not have been trained yet. */
const withoutStart = (trial: PlannedTrial): PlannedTrial => {
  const { from: _, ...config } = trial.config;
  return { ...trial, config };
};

const speedOf = async (trial: PlannedTrial, worker: TrialWorker): Promise<Speed> => {
  const times: number[] = [];
  let steps = 1;
  const asked = { measure: "basic" } as const;
  for await (const event of worker.run(withoutStart(trial), () => undefined, asked)) {
    if (event.kind === "started") steps = event.steps;
    if (event.kind === "step")
      times.push(secondsAt(times.length + 1, event.imagesPerSecond, trial));
    if (times.length > measuredSteps) break;
  }
  const [first = 0, ...others] = times;
  // The first step compiles; a trial of one step has no other.
  const secondsPerStep = others.length > 0 ? ((others.at(-1) ?? 0) - first) / others.length : first;
  return { secondsPerStep: Math.max(0, secondsPerStep), steps };
};

/** The first, the middle and the last trial. */
const examplesOf = (trials: readonly PlannedTrial[]): PlannedTrial[] => {
  const positions = Array.from({ length: maxMeasured }, (_, i) =>
    Math.floor((i * (trials.length - 1)) / (maxMeasured - 1)),
  );
  return [...new Set(positions)].flatMap((at) => trials[at] ?? []);
};

export interface Estimate {
  /** Seconds of training on the workers, without evaluation. */
  readonly seconds: number;
  /** The number of trials whose steps were measured. */
  readonly measured: number;
}

/** Estimates how long trials train, from steps of a few of them. */
export const estimateSweep = async (
  trials: readonly PlannedTrial[],
  workers: number,
  openWorker: () => TrialWorker = forkWorker,
): Promise<Estimate> => {
  const examples = examplesOf(trials);
  let perTrial = 0;
  for (const trial of examples) {
    const worker = openWorker();
    try {
      const { secondsPerStep, steps } = await speedOf(trial, worker);
      perTrial += (secondsPerStep * steps) / examples.length;
    } finally {
      await worker.stop();
    }
  }
  const parallel = Math.min(workers, Math.max(1, trials.length));
  return { seconds: (perTrial * trials.length) / parallel, measured: examples.length };
};
