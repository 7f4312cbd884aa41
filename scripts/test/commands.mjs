import { spawn } from "node:child_process";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import { join } from "node:path";
import { modules, root } from "../setup/paths.mjs";
import { turbo, turboEnvironment } from "../setup/turbo.mjs";

/** One TensorFlow thread: tests run in parallel, and sums do not depend on the number of cores. */
const env = {
  ...turboEnvironment(),
  TF_NUM_INTRAOP_THREADS: "1",
  TF_NUM_INTEROP_THREADS: "1",
  OMP_NUM_THREADS: "1",
};

/**
 * Runs a program in a folder of the repository and shows its output, at its end if `atEnd`, because
 * another program prints meanwhile; resolves to its exit code. If `yields`, programs that do not are
 * scheduled before it and what it starts.
 */
export const show = (
  command,
  args,
  extra = {},
  { atEnd = false, folder = ".", yields = false } = {},
) =>
  new Promise((done) => {
    const child = spawn(command, args, {
      cwd: join(root, folder),
      env: { ...env, ...extra },
      shell: process.platform === "win32",
      stdio: atEnd ? ["ignore", "pipe", "pipe"] : ["ignore", "inherit", "inherit"],
    });
    if (yields && child.pid) os.setPriority(child.pid, os.constants.priority.PRIORITY_BELOW_NORMAL);
    const output = [];
    for (const stream of [child.stdout, child.stderr])
      stream?.on("data", (chunk) => output.push(chunk));
    child.once("error", (error) => {
      console.error(error.message);
      done(127);
    });
    child.once("close", (code) => {
      process.stdout.write(Buffer.concat(output));
      done(code ?? 1);
    });
  });

export const bin = (name, args, extra, options) => {
  const file = process.platform === "win32" ? `${name}.cmd` : name;
  return show(join(modules, ".bin", file), args, extra, options);
};

/** Runs a script of this repository. */
export const node = (script, args = []) => show(process.execPath, [script, ...args]);

const summaries = join(root, ".turbo/runs");

/** Runs all turbo tasks, even after a failure, and returns turbo's summary of the run. */
export const turboRun = async (tasks, { concurrency, logs, packages = [], atEnd = false }) => {
  rmSync(summaries, { recursive: true, force: true });
  const options = ["--continue", "--summarize", `--concurrency=${concurrency}`];
  const output = [`--output-logs=${logs}`, "--log-order=grouped", "--ui=stream"];
  const filters = packages.map((folder) => `--filter=./${folder}`);
  const args = ["run", ...tasks, ...filters, ...options, ...output];
  const code = await show(turbo, args, {}, { atEnd });
  try {
    const [file] = readdirSync(summaries).filter((name) => name.endsWith(".json"));
    return { code, summary: JSON.parse(readFileSync(join(summaries, file), "utf8")) };
  } catch {
    return { code, summary: undefined };
  }
};

export const cores = os.availableParallelism();
