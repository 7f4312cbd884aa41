import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
const startLimit = 180_000;

const freePort = async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
};

const responds = async (url) => {
  try {
    return (await fetch(`${url}/health`, { signal: AbortSignal.timeout(5_000) })).ok;
  } catch {
    return false;
  }
};

/** MLflow's jobs evaluate language models; their nine processes take a minute and a half to start. */
const withoutJobs = { MLFLOW_SERVER_ENABLE_JOB_EXECUTION: "false" };

/**
 * Starts a real MLflow server with an empty SQLite store: one worker on a free port. Resolves, once
 * it responds, to its url, its database and a function that stops it and deletes its files.
 */
export const startMlflow = async (python) => {
  const folder = mkdtempSync(join(tmpdir(), "vae-lab-mlflow-"));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const args = ["--host", "127.0.0.1", "--port", String(port), "--workers", "1"];
  const database = join(folder, "mlflow.db");
  const store = ["--backend-store-uri", `sqlite:///${database}`];
  const artifacts = ["--artifacts-destination", join(folder, "artifacts")];
  const { MLFLOW_TRACKING_URI: _, ...env } = process.env;
  const child = spawn(python, ["-m", "mlflow", "server", ...args, ...store, ...artifacts], {
    cwd: folder,
    env: { ...env, ...withoutJobs, MLFLOW_DISABLE_TELEMETRY: "true", PYTHONUNBUFFERED: "1" },
    // Its child processes are killed with its process group.
    detached: process.platform !== "win32",
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk) => {
      output = (output + chunk).slice(-20_000);
    });
  let ended = false;
  const exit = new Promise((done) => {
    child.once("error", (error) => {
      output += error.message;
      ended = true;
      done();
    });
    child.once("exit", () => {
      ended = true;
      done();
    });
  });
  const kill = () => {
    if (ended) return;
    try {
      if (process.platform === "win32") child.kill();
      else process.kill(-child.pid, "SIGKILL");
    } catch (error) {
      if (error.code !== "ESRCH") throw error;
    }
  };
  const endAll = (signal) => {
    kill();
    process.exit(signal === "SIGINT" ? 130 : 143);
  };
  process.on("exit", kill);
  for (const signal of signals) process.on(signal, endAll);
  const stop = async () => {
    kill();
    await exit;
    process.off("exit", kill);
    for (const signal of signals) process.off(signal, endAll);
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  const start = Date.now();
  while (!(await responds(url))) {
    if (ended || Date.now() - start > startLimit) {
      await stop();
      throw new Error(`cannot start MLflow's server:\n${output.slice(-2_000)}`);
    }
    await wait(200);
  }
  return { url, database, stop };
};
