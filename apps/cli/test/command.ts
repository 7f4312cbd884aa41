import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { vi } from "vitest";

const pathOf = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));
const bin = pathOf("../bin/vae-lab.mjs");

type Main = (args: readonly string[]) => Promise<number>;

/** What the program runs. It loads ten times as fast as the sources one by one, which tests may mock. */
const bundledMain: Main = async (args) => {
  const { importSource } = await import(pathOf("../../../scripts/sources/import-source.mjs"));
  const { main } = await importSource(pathOf("../src/main.ts"));
  return main(args);
};

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

/** Makes these the variables of this process, for libraries that are not JavaScript too. */
const setEnvironment = (variables: NodeJS.ProcessEnv): void => {
  for (const name of Object.keys(process.env))
    if (variables[name] === undefined) delete process.env[name];
  for (const [name, value] of Object.entries(variables))
    if (value !== undefined) process.env[name] = value;
};

/**
 * Runs a command that trains nothing in the process of the test: one of its own takes longer to
 * start than all the rest.
 */
export const vaeLabHere = async (
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
  main = bundledMain,
) => {
  const own = { ...process.env };
  const ends = [capture("stdout"), capture("stderr")] as const;
  setEnvironment(environment(env));
  try {
    const code = await main(args);
    return { stdout: ends[0](), stderr: ends[1](), code };
  } finally {
    setEnvironment(own);
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
