import { join } from "node:path";
import { openDatabase } from "../src/store/database.ts";
import type { Contents, Filled } from "./fill.ts";
import { type Connection, newExperiment } from "./load.ts";

const runsAtOnce = 500;

/** Writes one point per metric directly into the embedded store while its server runs. */
export const fillStore = async (
  server: Connection,
  folder: string,
  { runs, metrics }: Contents,
): Promise<Filled> => {
  const experiment = await newExperiment(server, `store ${runs} ${metrics}`);
  const database = openDatabase(join(folder, "tracking.sqlite"), 60_000);
  for (let first = 0; first < runs; first += runsAtOnce)
    database.transaction(() => {
      const from = database.first<{ id: number }>("SELECT max(id) AS id FROM runs")?.id ?? 0;
      database.run(
        `INSERT INTO runs (run_id, experiment_id, run_name, user_id, status, start_time, artifact_uri)
         WITH RECURSIVE n(n) AS (SELECT ? UNION ALL SELECT n + 1 FROM n WHERE n < ?)
         SELECT 'large-' || n, ?, 'run ' || n, '', 'FINISHED', n, 'mlflow-artifacts:/0' FROM n`,
        first,
        first + runsAtOnce - 1,
        Number(experiment),
      );
      database.run(
        `INSERT INTO series (run, key, step, timestamp, value, is_nan)
         WITH RECURSIVE k(k) AS (SELECT 0 UNION ALL SELECT k + 1 FROM k WHERE k < ?)
         SELECT runs.id, 'metric/' || k, 0, 1700000000000, random() / 9.3e18, 0
         FROM runs, k WHERE runs.id > ?`,
        metrics - 1,
        from,
      );
    });
  database.close();
  return { experiment, runs: [] };
};
