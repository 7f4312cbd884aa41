import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { runSource } from "./run-source.ts";

/** A process that starts again whenever it has ended. */
export interface RestartedProcess {
  /** Resolves with the first output of the process, or of the next one if it ends before. */
  begun(): Promise<string>;
  /** Kills it with SIGKILL. It starts again. */
  kill(): void;
  /** Resolves when it has ended by itself with exit code 0, and starts no more. */
  readonly done: Promise<void>;
  stop(): Promise<void>;
}

/** Starts a script of this folder. */
export const restartedProcess = (script: string, args: readonly string[]): RestartedProcess => {
  let child: ChildProcess;
  let output: string | undefined;
  let isStopped = false;
  const start = (): Promise<unknown[]> => {
    const started = spawn(
      process.execPath,
      [runSource, ...[join(import.meta.dirname, script), ...args]],
      { stdio: ["ignore", "pipe", "inherit"] },
    );
    child = started;
    output = undefined;
    started.stdout?.on("data", (text) => {
      output ??= String(text);
    });
    return once(started, "exit");
  };
  const run = async (): Promise<void> => {
    while (!isStopped) {
      const [code] = await start();
      if (code === 0) return;
      if (code !== null) await sleep(500); // such as while a server is away
    }
  };
  const done = run();
  return {
    begun: async () => {
      while (output === undefined) await sleep(50);
      return output;
    },
    kill: () => child.kill("SIGKILL"),
    done,
    stop: async () => {
      isStopped = true;
      child.kill("SIGKILL");
      await done;
    },
  };
};
