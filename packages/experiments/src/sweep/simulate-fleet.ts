import { setTimeout as sleep } from "node:timers/promises";
import { completeConfig } from "../config/complete-config.ts";
import { schedule } from "./schedule.ts";
import type { PlannedTrial } from "./sweep-events.ts";
import { longestFirst } from "./trial-work.ts";

export interface FleetOptions {
  readonly workers: number;
  readonly trials: number;
  /** The mean time of an attempt, in milliseconds. */
  readonly meanMs: number;
  /** The wait before a trial that failed is tried again, in milliseconds. */
  readonly retryMs: number;
  /** The share of attempts that fail at a random moment and are tried again. */
  readonly failing: number;
  /** The share of attempts that take three times as long. */
  readonly stragglers: number;
  readonly seed: number;
}

/** What the scheduler of sweeps did with workers that compute nothing. */
export interface FleetReport {
  readonly attempts: number;
  /** Trials that did not finish, and those that finished more than once. */
  readonly lost: number;
  readonly doubled: number;
  readonly seconds: number;
  /** The share of the workers' time in which they had no trial, over the whole sweep. */
  readonly idle: number;
  /** The same while trials waited, without the end, when the last trials run. */
  readonly idleWhileWaiting: number;
}

/** Numbers in [0, 1) from a seed (mulberry32). */
const randomFrom = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** Runs the scheduler of sweeps with simulated workers, in real time. */
export const simulateFleet = async (options: FleetOptions): Promise<FleetReport> => {
  const { workers, trials: count, meanMs, retryMs, failing, stragglers, seed } = options;
  const random = randomFrom(seed);
  const config = completeConfig({});
  const planned: PlannedTrial[] = Array.from({ length: count }, (_, index) => ({
    ...{ id: String(index), label: "", config, dataHash: "" },
  }));
  /** The part of a trial's time that its config foretells. */
  const expectedMs = new Map(planned.map(({ id }) => [id, meanMs * (0.5 + random())]));
  const trials = longestFirst(planned, expectedMs);
  const finished = new Map<string, number>();
  let [attempts, busyMs] = [0, 0];
  const begun = new Set<string>();
  /** When the attempts that run now began. */
  const running = new Map<string, number>();
  let waiting = { busyMs: 0, ms: 0 };
  const startedAt = performance.now();
  await schedule({
    ...{ trials, workers, signal: new AbortController().signal },
    openWorker: () => ({
      stop: async () => undefined,
      run: async function* () {
        yield* [];
      },
    }),
    perform: async ({ id }) => {
      attempts++;
      const from = performance.now();
      running.set(id, from);
      if (!begun.has(id) && begun.add(id).size === count) {
        const sofar = [...running.values()].reduce((sum, since) => sum + from - since, 0);
        waiting = { busyMs: busyMs + sofar, ms: from - startedAt };
      }
      const whole = (expectedMs.get(id) ?? meanMs) * (random() < stragglers ? 3 : 1);
      const fails = random() < failing;
      await sleep(fails ? whole * random() : whole);
      busyMs += performance.now() - from;
      running.delete(id);
      if (fails) return { keepsWorker: false, againInMs: retryMs };
      finished.set(id, (finished.get(id) ?? 0) + 1);
      return { keepsWorker: true };
    },
  });
  const ms = performance.now() - startedAt;
  const idleOf = (part: { busyMs: number; ms: number }): number =>
    Math.max(0, 1 - part.busyMs / (part.ms * workers));
  return {
    attempts,
    lost: count - finished.size,
    doubled: [...finished.values()].filter((times) => times > 1).length,
    seconds: ms / 1000,
    idle: idleOf({ busyMs, ms }),
    idleWhileWaiting: idleOf(waiting),
  };
};
