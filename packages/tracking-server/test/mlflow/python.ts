import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";

/** Runs a Python file of this folder with the real MLflow and returns the JSON that it printed. */
export const runPython = async (
  file: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
) => {
  const python = process.env.VAE_LAB_MLFLOW_PYTHON;
  if (!python) throw new Error("VAE_LAB_MLFLOW_PYTHON must name a Python: npm run test:mlflow");
  const child = spawn(python, [join(import.meta.dirname, file), ...args], {
    env: { ...process.env, MLFLOW_DISABLE_TELEMETRY: "true", GIT_PYTHON_REFRESH: "quiet", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "exit"),
  ]);
  const line = stdout.split("\n").find((candidate) => candidate.startsWith("READ"));
  if (code !== 0 || line === undefined) throw new Error(`${file} ended with ${code}:\n${stderr}`);
  return JSON.parse(line.slice("READ".length));
};
