import type { Filled } from "./fill.ts";
import { type Connection, firstAndLater, newExperiment, newRun } from "./load.ts";

/** Metrics per second in batches, from concurrent clients, each with its own run. */
export const loggingRate = async (
  server: Connection,
  clients: number,
  batchSize: number,
  forMs: number,
) => {
  const experiment = await newExperiment(server, `rate ${clients} ${batchSize}`);
  const runs = await Promise.all(Array.from({ length: clients }, () => newRun(server, experiment)));
  const log = async (run_id: string, batch: number): Promise<void> => {
    const metrics = Array.from({ length: batchSize }, (_, n) => {
      const step = batch * batchSize + n;
      const timestamp = 1_700_000_000_000 + step;
      return { key: `m${n % 10}`, value: Math.sin(step), step, timestamp };
    });
    await server.post("runs/log-batch", { run_id, metrics });
  };
  await Promise.all(runs.map((run) => log(run, 0)));
  const start = performance.now();
  let logged = 0;
  await Promise.all(
    runs.map(async (run) => {
      for (let batch = 1; performance.now() - start < forMs; batch++) {
        await log(run, batch);
        logged += batchSize;
      }
    }),
  );
  return (logged / (performance.now() - start)) * 1_000;
};

/** A page of the runs' table: the best runs by a metric that pass a filter. */
export const searchPage = (server: Connection, { experiment }: Filled, max_results: number) =>
  firstAndLater(3, () =>
    server.post("runs/search", {
      experiment_ids: [experiment],
      filter: "metrics.`metric/1` > -0.5",
      order_by: ["metrics.`metric/0` DESC"],
      max_results,
    }),
  );

export const wholeHistory = (server: Connection, { runs: [run] }: Filled) =>
  firstAndLater(3, () =>
    server.get(`metrics/get-history?run_id=${run}&metric_key=metric/0&max_results=25000`),
  );

/** The requests of a page of curves: every run's history, sampled as MLflow's page does. */
export const sampledHistories = (server: Connection, { runs }: Filled) => {
  const query = runs.map((run) => `run_ids=${run}`).join("&");
  const path = `metrics/get-history-bulk-interval?${query}&metric_key=metric/0&max_results=320`;
  return firstAndLater(3, () => server.get(path));
};
