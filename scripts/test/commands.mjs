import { spawn } from "node:child_process";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import { join } from "node:path";
import { modules, root } from "../setup/places.mjs";
import { turbo, turboEnvironment } from "../setup/turbo.mjs";

/** TensorFlow with one thread: tests run side by side, and sums do not depend on the machine. */
const env = {
  ...turboEnvironment(),
  TF_NUM_INTRAOP_THREADS: "1",
  TF_NUM_INTEROP_THREADS: "1",
  OMP_NUM_THREADS: "1",
};

/** Runs a program with its output shown as it comes; resolves to its exit code. */
const show = (command, args, extra = {}) =>
  new Promise((done) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...env, ...extra },
      shell: process.platform === "win32",
      stdio: ["ignore", "inherit", "inherit"],
    });
    child.once("error", (error) => {
      console.error(error.message);
      done(127);
    });
    child.once("exit", (code) => done(code ?? 1));
  });

export const bin = (name, args, extra) =>
  show(join(modules, ".bin", process.platform === "win32" ? `${name}.cmd` : name), args, extra);

const summaries = join(root, ".turbo/runs");

/** Runs turbo tasks to the last one, whatever fails, and returns turbo's own summary of the run. */
export const turboRun = async (tasks, { concurrency, logs, passedOn = [] }) => {
  rmSync(summaries, { recursive: true, force: true });
  const options = ["--continue", "--summarize", `--concurrency=${concurrency}`];
  const output = [`--output-logs=${logs}`, "--log-order=grouped", "--ui=stream"];
  const after = passedOn.length > 0 ? ["--", ...passedOn] : [];
  const code = await show(turbo, ["run", ...tasks, ...options, ...output, ...after]);
  try {
    const [file] = readdirSync(summaries).filter((name) => name.endsWith(".json"));
    return { code, summary: JSON.parse(readFileSync(join(summaries, file), "utf8")) };
  } catch {
    return { code, summary: undefined };
  }
};

export const cores = os.availableParallelism();
