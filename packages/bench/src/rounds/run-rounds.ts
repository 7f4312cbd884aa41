import { rng } from "@vae-lab/core";
import { type Candidate, type RunningCandidate, startOnCores, type Timing } from "./candidate.ts";
import { progressOf } from "./progress.ts";

export interface RoundOptions {
  readonly rounds: number;
  /** Number of steps per sample. Default: so many that a sample takes about two seconds. */
  readonly stepsPerRound?: number;
  /** Cores to pin to: a candidate runs one process on each, all at once. */
  readonly cores: readonly number[];
  readonly say: (text: string) => void;
}

/** One sample per round: the mean over its steps, in milliseconds. */
export interface Entry {
  readonly name: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly stepsPerRound: number;
  readonly wall: readonly number[];
  readonly cpu: readonly number[];
  readonly loss: number | null;
  readonly peakBytes: number;
  /** Processor time of the parts of each sample in milliseconds, if the candidate reports it. */
  readonly parts?: readonly Readonly<Record<string, number>>[];
  /** The reason why there are no samples. */
  readonly failure?: string;
}

interface ActiveCandidate {
  readonly candidate: Candidate;
  readonly running: RunningCandidate;
  steps: number;
  readonly timings: Timing[];
}

/** Long enough that waking up, with cold caches, is no part of what is measured. */
const sampleMs = 2000;

/**
 * The number of steps that take about two seconds: a multiple of 16, which one call of TensorFlow makes,
 * or fewer than 16. The first 16, which compile, are not timed.
 */
const stepsOfASample = async ({ run }: RunningCandidate): Promise<number> => {
  await run(16);
  const wanted = (16 * sampleMs) / (await run(16)).ms;
  return wanted < 16 ? Math.max(1, Math.round(wanted)) : 16 * Math.round(wanted / 16);
};

const failed = ({ name }: Candidate, error: unknown): Entry => ({
  name,
  versions: {},
  stepsPerRound: 0,
  ...{ wall: [], cpu: [], loss: null, peakBytes: 0 },
  failure: error instanceof Error ? error.message : String(error),
});

const entryOf = ({ candidate, running, steps, timings }: ActiveCandidate): Entry => {
  const parts = timings.flatMap((timing) => (timing.parts === undefined ? [] : [timing.parts]));
  return {
    name: candidate.name,
    versions: running.versions,
    stepsPerRound: steps,
    wall: timings.map(({ ms }) => ms / steps),
    cpu: timings.map(({ cpuMs }) => cpuMs / steps),
    loss: timings.at(-1)?.loss ?? null,
    peakBytes: Math.max(...timings.map(({ peakBytes }) => peakBytes)),
    ...(parts.length > 0 && { parts }),
  };
};

/**
 * Runs candidates in turn, one at a time on the same cores, in rounds, each in another order, so that
 * other load on the machine affects all alike. A warm-up round does not count.
 * Candidates that fail are returned with the reason.
 */
export const runRounds = async (
  candidates: readonly Candidate[],
  options: RoundOptions,
): Promise<Entry[]> => {
  const { rounds, stepsPerRound, cores, say } = options;
  const progress = progressOf(rounds, say);
  const active: ActiveCandidate[] = [];
  const failures: Entry[] = [];
  try {
    for (const candidate of candidates) {
      try {
        const running = await startOnCores(candidate, cores);
        const one = { candidate, running, steps: 1, timings: [] };
        active.push(one);
        one.steps = candidate.stepsPerRound ?? stepsPerRound ?? (await stepsOfASample(running));
        await running.run(one.steps);
        progress.started(candidate.name);
      } catch (error) {
        const index = active.findIndex((one) => one.candidate === candidate);
        if (index >= 0) await active.splice(index, 1)[0]?.running.stop();
        const failure = failed(candidate, error);
        failures.push(failure);
        say(`${candidate.name} failed: ${failure.failure}`);
      }
    }
    for (let round = 0; round < rounds; round++) {
      progress.round(round);
      for (const index of rng(1).fold("order", round).permutation(active.length)) {
        const one = active[index];
        if (one !== undefined) one.timings.push(await one.running.run(one.steps));
      }
    }
  } finally {
    await Promise.all(active.map(({ running }) => running.stop()));
  }
  const entries = [...active.map(entryOf), ...failures];
  return candidates.flatMap(({ name }) => entries.find((entry) => entry.name === name) ?? []);
};
