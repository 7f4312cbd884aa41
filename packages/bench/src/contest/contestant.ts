import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { mean } from "@vae-lab/statistics";
import type { Answer } from "../contestants/answer.ts";
import { oneThread, pinned } from "./pinning.ts";

/** What takes part: a process that speaks as contestants/answer.ts does. */
export interface Contestant {
  readonly name: string;
  readonly command: readonly string[];
  /** Steps of one sample, if not as many as the others'. */
  readonly stepsPerRound?: number;
}

export type Timing = Exclude<Answer, { readonly ready: unknown }>;

export interface RunningContestant {
  readonly versions: Readonly<Record<string, string>>;
  run(steps: number): Promise<Timing>;
  stop(): Promise<void>;
}

/** Starts it and waits until it is ready. Throws what it said last if it dies, here or in a run. */
export const startContestant = async (
  { name, command }: Contestant,
  core: number,
): Promise<RunningContestant> => {
  const [program = "", ...args] = pinned(command, core);
  const child = spawn(program, args, {
    env: { ...process.env, ...oneThread },
    stdio: ["pipe", "pipe", "pipe"],
  });
  const ended = new Promise<void>((resolve) => {
    child.on("close", () => resolve());
    child.on("error", () => resolve());
  });
  let complaint = "";
  child.on("error", ({ message }) => {
    complaint = message;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    complaint = `${complaint}${text}`.slice(-4000);
  });
  child.stdin.on("error", () => undefined); // said by its end
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async (): Promise<Answer> => {
    const { value, done } = await lines.next();
    if (!done) return JSON.parse(value) as Answer;
    await ended;
    throw new Error(`${name} ended: ${complaint.trim().split("\n").at(-1) || "without a word"}`);
  };
  const first = await answer();
  if (!("ready" in first)) throw new Error(`${name} must say first that it is ready`);
  return {
    versions: first.ready,
    run: async (steps) => {
      child.stdin.write(`${steps}\n`);
      const timing = await answer();
      if ("ready" in timing) throw new Error(`${name} was ready twice`);
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

/** One process of a contestant on each core, all running at once; times are their means. */
export const startTeam = async (
  contestant: Contestant,
  cores: readonly number[],
): Promise<RunningContestant> => {
  const started = await Promise.allSettled(cores.map((core) => startContestant(contestant, core)));
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
