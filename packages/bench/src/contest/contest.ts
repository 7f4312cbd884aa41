import { type Contestant, type RunningContestant, startTeam, type Timing } from "./contestant.ts";
import { progressOf } from "./progress.ts";

export interface ContestOptions {
  readonly rounds: number;
  /** Steps of one sample. */
  readonly stepsPerRound: number;
  /** Where they run: one process of a contestant on each, at once. */
  readonly cores: readonly number[];
  readonly say: (text: string) => void;
}

/** One sample a round: means over its steps, in milliseconds. */
export interface Entry {
  readonly name: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly stepsPerRound: number;
  readonly wall: readonly number[];
  readonly cpu: readonly number[];
  readonly loss: number | null;
  readonly peakBytes: number;
  /** Of each sample, if it told them: processor time in milliseconds. */
  readonly parts?: readonly Readonly<Record<string, number>>[];
  /** Why it has no samples. */
  readonly failure?: string;
}

interface Racer {
  readonly contestant: Contestant;
  readonly running: RunningContestant;
  readonly steps: number;
  readonly timings: Timing[];
}

const failed = ({ name }: Contestant, error: unknown): Entry => ({
  name,
  versions: {},
  stepsPerRound: 0,
  ...{ wall: [], cpu: [], loss: null, peakBytes: 0 },
  failure: error instanceof Error ? error.message : String(error),
});

const entryOf = ({ contestant, running, steps, timings }: Racer): Entry => {
  const parts = timings.flatMap((timing) => (timing.parts === undefined ? [] : [timing.parts]));
  return {
    name: contestant.name,
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
 * Runs all of them in turn, round after round, one at a time on the same cores: what slows the
 * machine for a while slows each alike. Each round begins with another. Those that cannot run are kept
 * with their reason; a first round warms up and is not counted.
 */
export const contest = async (
  contestants: readonly Contestant[],
  options: ContestOptions,
): Promise<Entry[]> => {
  const { rounds, stepsPerRound, cores, say } = options;
  const progress = progressOf(rounds, say);
  const racers: Racer[] = [];
  const failures: Entry[] = [];
  try {
    for (const contestant of contestants) {
      const steps = contestant.stepsPerRound ?? stepsPerRound;
      try {
        const running = await startTeam(contestant, cores);
        racers.push({ contestant, running, steps, timings: [] });
        await running.run(steps);
        progress.started(contestant.name);
      } catch (error) {
        const racer = racers.findIndex((one) => one.contestant === contestant);
        if (racer >= 0) await racers.splice(racer, 1)[0]?.running.stop();
        const failure = failed(contestant, error);
        failures.push(failure);
        say(`${contestant.name} takes no part: ${failure.failure}`);
      }
    }
    for (let round = 0; round < rounds; round++) {
      progress.round(round);
      for (let i = 0; i < racers.length; i++) {
        const racer = racers[(i + round) % racers.length];
        if (racer !== undefined) racer.timings.push(await racer.running.run(racer.steps));
      }
    }
  } finally {
    await Promise.all(racers.map(({ running }) => running.stop()));
  }
  const entries = [...racers.map(entryOf), ...failures];
  return contestants.flatMap(({ name }) => entries.find((entry) => entry.name === name) ?? []);
};
