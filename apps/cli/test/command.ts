import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

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
