import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { type Connection, forEach, newExperiment, newRun } from "./load.ts";

/** The size of an experiment: runs, metrics per run and points per metric. */
export interface Contents {
  readonly runs: number;
  readonly metrics: number;
  readonly points: number;
}

export interface Filled {
  readonly experiment: string;
  readonly runs: readonly string[];
}

/** Fills an experiment through the API, in batches within the limits, eight runs at a time. */
export const fillByApi = async (server: Connection, contents: Contents): Promise<Filled> => {
  const experiment = await newExperiment(server, JSON.stringify(contents));
  const runs: string[] = [];
  await forEach(contents.runs, 8, async (n) => {
    const run_id = await newRun(server, experiment);
    runs.push(run_id);
    const all = Array.from({ length: contents.metrics * contents.points }, (_, at) => {
      const [metric, step] = [Math.floor(at / contents.points), at % contents.points];
      const value = Math.sin(n * 7_919 + metric + step);
      return { key: `metric/${metric}`, value, step, timestamp: 1_700_000_000_000 + step };
    });
    for (let at = 0; at < all.length; at += 1_000)
      await server.post("runs/log-batch", { run_id, metrics: all.slice(at, at + 1_000) });
  });
  return { experiment, runs };
};

/** Fills MLflow's database directly, because its API would take too long. */
export const fillMlflow = async (server: Connection, contents: Contents): Promise<Filled> => {
  const experiment = await newExperiment(server, JSON.stringify(contents));
  const { VAE_LAB_MLFLOW_PYTHON: python = "", VAE_LAB_MLFLOW_DATABASE: database = "" } =
    process.env;
  const { runs, metrics, points } = contents;
  const child = spawn(
    python,
    [
      join(import.meta.dirname, "fill-mlflow.py"),
      ...[database, experiment, `${runs}`, `${metrics}`, `${points}`],
    ],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const [said, [code]] = await Promise.all([text(child.stdout), once(child, "exit")]);
  if (code !== 0) throw new Error(`MLflow's database could not be filled: ${code}`);
  return { experiment, runs: said.trim().split("\n") };
};
