import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { mean } from "@vae-lab/statistics";
import type { Answer } from "../candidates/answer.ts";
import { oneThread, pinned } from "./pinning.ts";

/** A process to be timed, with the protocol of candidates/answer.ts. */
export interface Candidate {
  readonly name: string;
  readonly command: readonly string[];
  /** Environment variables besides those of this process and `oneThread`. */
  readonly env?: Readonly<Record<string, string>>;
  /** Number of steps per sample. Default: that of the run. */
  readonly stepsPerRound?: number;
}

export type Timing = Exclude<Answer, { readonly ready: unknown }>;

export interface RunningCandidate {
  readonly versions: Readonly<Record<string, string>>;
  run(steps: number): Promise<Timing>;
  stop(): Promise<void>;
}

/**
 * Starts a candidate and waits until it is ready.
 * @throws Error, here or in `run`, with its last line of output if it exits
 */
export const startCandidate = async (
  { name, command, env }: Candidate,
  core: number,
): Promise<RunningCandidate> => {
  const [program = "", ...args] = pinned(command, core);
  const child = spawn(program, args, {
    env: { ...process.env, ...oneThread, ...env },
    stdio: ["pipe", "pipe", "pipe"],
  });
  const ended = new Promise<void>((resolve) => {
    child.on("close", () => resolve());
    child.on("error", () => resolve());
  });
  let lastOutput = "";
  child.on("error", ({ message }) => {
    lastOutput = message;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    lastOutput = `${lastOutput}${text}`.slice(-4000);
  });
  child.stdin.on("error", () => undefined); // said by its end
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async (): Promise<Answer> => {
    const { value, done } = await lines.next();
    if (!done) return JSON.parse(value) as Answer;
    await ended;
    throw new Error(`${name} exited: ${lastOutput.trim().split("\n").at(-1) || "no output"}`);
  };
  const first = await answer();
  if (!("ready" in first))
    throw new Error(`cannot run ${name}: its first line must be {"ready": …}`);
  return {
    versions: first.ready,
    run: async (steps) => {
      child.stdin.write(`${steps}\n`);
      const timing = await answer();
      if ("ready" in timing) throw new Error(`cannot run ${name}: it printed {"ready": …} twice`);
      return timing;
    },
    stop: async () => {
      child.stdin.end();
      const timer = setTimeout(() => child.kill("SIGKILL"), 2000);
      await ended;
      clearTimeout(timer);
    },
  };
};

/** Runs one process of a candidate on each core, all at once; times are their means. */
export const startOnCores = async (
  candidate: Candidate,
  cores: readonly number[],
): Promise<RunningCandidate> => {
  const started = await Promise.allSettled(cores.map((core) => startCandidate(candidate, core)));
  const team = started.flatMap((one) => (one.status === "fulfilled" ? one.value : []));
  const stop = async () => {
    await Promise.all(team.map((one) => one.stop()));
  };
  const refused = started.find((one) => one.status === "rejected");
  if (refused !== undefined) {
    await stop();
    throw refused.reason;
  }
  return {
    versions: team[0]?.versions ?? {},
    run: async (steps) => {
      const timings = await Promise.all(team.map((one) => one.run(steps)));
      return {
        ms: mean(timings.map(({ ms }) => ms)),
        cpuMs: mean(timings.map(({ cpuMs }) => cpuMs)),
        loss: timings[0]?.loss ?? null,
        peakBytes: Math.max(...timings.map(({ peakBytes }) => peakBytes)),
        ...(timings[0]?.parts && { parts: timings[0].parts }),
      };
    },
    stop,
  };
};
