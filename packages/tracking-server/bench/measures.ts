import { type Connection, firstAndLater, forEach, newExperiment, newRun } from "./load.ts";

const points = (key: (n: number) => string, count: number, from = 0) =>
  Array.from({ length: count }, (_, n) => ({
    key: key(n),
    value: Math.sin(from + n),
    step: from + n,
    timestamp: 1_700_000_000_000 + from + n,
  }));

/** Metrics per second in batches, by so many clients at once, each with a run of its own. */
export const loggingRate = async (server: Connection, clients: number, batchSize: number) => {
  const experiment = await newExperiment(server, `rate ${clients} ${batchSize}`);
  const runs = await Promise.all(Array.from({ length: clients }, () => newRun(server, experiment)));
  const log = async (run_id: string, batch: number): Promise<void> => {
    const metrics = points((n) => `m${n % 10}`, batchSize, batch * batchSize);
    await server.post("runs/log-batch", { run_id, metrics });
  };
  await Promise.all(runs.map((run) => log(run, 0)));
  const start = performance.now();
  let logged = 0;
  await Promise.all(
    runs.map(async (run) => {
      for (let batch = 1; performance.now() - start < 3_000; batch++) {
        await log(run, batch);
        logged += batchSize;
      }
    }),
  );
  return (logged / (performance.now() - start)) * 1_000;
};

/** Fills an experiment with runs of so many metrics, in legal batches. */
export const fillRuns = async (server: Connection, name: string, runs: number, metrics: number) => {
  const experiment = await newExperiment(server, name);
  await forEach(runs, 8, async (n) => {
    const run_id = await newRun(server, experiment);
    const all = points((m) => `metric/${m}`, metrics).map((point) => ({
      ...point,
      value: Math.sin(n * 7_919 + point.step),
    }));
    for (let at = 0; at < all.length; at += 1_000)
      await server.post("runs/log-batch", { run_id, metrics: all.slice(at, at + 1_000) });
  });
  return experiment;
};

/** A page of the runs' table: the best hundred by a metric, among those that pass a filter. */
export const searchPage = (server: Connection, experiment: string, max_results: number) =>
  firstAndLater(7, () =>
    server.post("runs/search", {
      experiment_ids: [experiment],
      filter: "metrics.`metric/1` > -0.5",
      order_by: ["metrics.`metric/0` DESC"],
      max_results,
    }),
  );

export const newRuns = async (server: Connection, count: number): Promise<string[]> => {
  const experiment = await newExperiment(server, "histories");
  const ids: string[] = [];
  await forEach(count, 4, async () => {
    ids.push(await newRun(server, experiment));
  });
  return ids;
};

export const fillHistories = async (
  server: Connection,
  runs: readonly string[],
  length: number,
): Promise<void> => {
  await forEach(runs.length, 4, async (n) => {
    const run_id = runs[n];
    for (let at = 0; at < length; at += 1_000)
      await server.post("runs/log-batch", { run_id, metrics: points(() => "loss", 1_000, at) });
  });
};

export const wholeHistory = (server: Connection, [run]: readonly string[]) =>
  firstAndLater(7, () =>
    server.get(`metrics/get-history?run_id=${run}&metric_key=loss&max_results=25000`),
  );

/** What a page of curves asks for: every run's history, sampled as MLflow's own page has it. */
export const sampledHistories = async (server: Connection, runs: readonly string[]) => {
  const query = runs.map((run) => `run_ids=${run}`).join("&");
  const path = `metrics/get-history-bulk-interval?${query}&metric_key=loss&max_results=320`;
  return firstAndLater(5, () => server.get(path));
};
