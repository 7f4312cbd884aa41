import type { ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { forkWorker, startWorker } from "./fork-worker.ts";
import type { TrialWorker } from "./trial-worker.ts";

/** What the workers of a sweep did, in seconds, summed over workers. */
export interface WorkerTimes {
  /** Processor time of the worker processes; NaN where the system does not list it. */
  readonly processor: number;
  /** From the start of a process to the first event of its first trial. */
  readonly starting: number;
  /** From the last event of a trial to when the worker is asked for the next one. */
  readonly between: number;
  /** From the last event of a worker's last trial to its end. */
  readonly ending: number;
}

/** Clock ticks per second in /proc, on every system that Node runs on. */
const ticksPerSecond = 100;

/** The processor time of a process so far, as Linux counts it. */
const processorSeconds = ({ pid }: ChildProcess): number => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name of the program, in parentheses, may have spaces.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
  } catch {
    return Number.NaN;
  }
};

/** Opens worker processes and measures what they do and how long they wait. */
export const measuredWorkers = (): {
  readonly open: () => TrialWorker;
  /** The times of the workers that have been stopped. */
  readonly times: () => WorkerTimes;
} => {
  let times: WorkerTimes = { processor: 0, starting: 0, between: 0, ending: 0 };
  const add = (key: keyof WorkerTimes, seconds: number): void => {
    times = { ...times, [key]: times[key] + seconds };
  };
  const open = (): TrialWorker => {
    const child = startWorker();
    const worker = forkWorker(child);
    const openedAt = performance.now();
    let freeAt: number | undefined;
    let isStopped = false;
    const since = (from: number): number => (performance.now() - from) / 1000;
    return {
      run: async function* (...request) {
        const isFirst = freeAt === undefined;
        if (freeAt !== undefined) add("between", since(freeAt));
        let hasBegun = false;
        for await (const event of worker.run(...request)) {
          if (isFirst && !hasBegun) add("starting", since(openedAt));
          hasBegun = true;
          if (event.kind === "finished") freeAt = performance.now();
          yield event;
        }
      },
      stop: async () => {
        if (!isStopped) {
          isStopped = true;
          add("processor", processorSeconds(child));
          if (freeAt !== undefined) add("ending", since(freeAt));
        }
        await worker.stop();
      },
    };
  };
  return { open, times: () => times };
};
