import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { vi } from "vitest";
import { main } from "../src/main.ts";

const bin = fileURLToPath(new URL("../bin/vae-lab.mjs", import.meta.url));

const environment = (changes: NodeJS.ProcessEnv): NodeJS.ProcessEnv => {
  const {
    MLFLOW_TRACKING_URI: _,
    VAE_LAB_HOME: __,
    npm_lifecycle_event: ___,
    ...env
  } = process.env;
  return { ...env, NO_COLOR: "1", ...changes };
};

/** Starts the command as a process of its own. */
export const startCommand = (args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
  spawn(process.execPath, [bin, ...args], {
    env: environment(env),
    stdio: ["ignore", "pipe", "pipe"],
  });

/** Runs the command to its end. */
export const vaeLab = async (args: readonly string[], env: NodeJS.ProcessEnv = {}) => {
  const child = startCommand(args, env);
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "exit"),
  ]);
  return { stdout, stderr, code: code as number | null };
};

/** What is written to a stream of this process from now on. */
const capture = (stream: "stdout" | "stderr") => {
  let written = "";
  const write = (chunk: string | Uint8Array, ...rest: unknown[]) => {
    written += chunk;
    const done = rest.at(-1); // the caller may wait for it
    if (typeof done === "function") done();
    return true;
  };
  const spy = vi.spyOn(process[stream], "write").mockImplementation(write);
  const listeners = process[stream].listeners("error");
  return () => {
    spy.mockRestore();
    for (const listener of process[stream].listeners("error"))
      if (!listeners.includes(listener)) process[stream].off("error", listener as () => void);
    return written;
  };
};

/**
 * Runs a command that trains nothing in the process of the test: one of its own takes longer to
 * start than all the rest.
 */
export const vaeLabHere = async (args: readonly string[], env: NodeJS.ProcessEnv = {}) => {
  const own = process.env;
  const ends = [capture("stdout"), capture("stderr")] as const;
  process.env = environment(env);
  try {
    const code = await main(args);
    return { stdout: ends[0](), stderr: ends[1](), code };
  } finally {
    process.env = own;
    process.exitCode = undefined;
    for (const end of ends) end();
  }
};

/** Runs a shell script in which `vae-lab` is the command; its exit code is the script's. */
export const shell = async (script: string) => {
  const vaeLabFunction = `vae-lab() { "${process.execPath}" "${bin}" "$@"; }`;
  const child = spawn("bash", ["-c", `${vaeLabFunction}; ${script}`], {
    env: environment({}),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "exit"),
  ]);
  return { stdout, stderr, code: code as number | null };
};
