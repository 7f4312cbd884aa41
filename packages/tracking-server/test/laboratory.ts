import type { MlflowClient } from "mlflow-js-client";

/** Creates three runs with every kind of entity, two of them in one experiment. */
export const fillWithRuns = async (client: MlflowClient, name: string): Promise<void> => {
  const experimentId = await client.experiments.create({ name, tags: { team: "vision" } });
  const otherId = await client.experiments.create({ name: `${name} 2: "ünï" 試🙂` });
  for (const [at, experiment] of [experimentId, experimentId, otherId].entries()) {
    const { info } = await client.runs.create({
      experimentId: experiment,
      runName: `run ${at} · β`,
      startTime: 1_700_000_000_000 + at,
      tags: { "mlflow.note.content": "two\nlines: 'quoted' #" },
    });
    const { runId } = info;
    const values = [1.5, Number.NaN, Infinity, -Infinity, 1e308, 5e-324, -0.25];
    await client.runs.logBatch({
      runId,
      metrics: [
        ...values.map((value, step) => ({ key: "train/loss", value, step, timestamp: 10 + step })),
        ...Array.from({ length: 1_200 }, (_, step) => ({
          key: "long",
          value: step / 3,
          step,
          timestamp: 1_000 + step,
        })),
      ],
      params: { "objective.beta": "4", "model/kind": "vae", empty: "", text: 'a\n"b" ü' },
    });
    const dataset = { name: "mnist", digest: "abc", sourceType: "local", source: "{}" };
    const tags = { "mlflow.data.context": "training" };
    await client.runs.logInputs({ runId, datasets: [{ dataset, tags }] });
    const image = "images/k+step+3+timestamp+1700000000000+abc.png";
    await client.artifacts.upload({ runId, path: image, body: Uint8Array.of(1, 2, 3, at) });
    await client.artifacts.upload({ runId, path: "log ü.txt", body: `run ${at}` });
    await client.runs.update({ runId, status: at === 1 ? "FAILED" : "FINISHED", endTime: 5 + at });
  }
};

/** The contents of all experiments whose names begin with `name`, without server-specific fields. */
export const contentsOf = async (client: MlflowClient, name: string): Promise<unknown[]> => {
  const contents: unknown[] = [];
  const filter = `name LIKE '${name}%'`;
  for await (const experiment of client.experiments.search({ filter, orderBy: ["name"] })) {
    const runs: unknown[] = [];
    const query = {
      experimentIds: [experiment.experimentId],
      orderBy: ["attributes.start_time ASC"],
    };
    for await (const run of client.runs.search(query)) {
      const { runId } = run.info;
      const histories: Record<string, unknown[]> = {};
      for (const { key } of run.data.metrics) {
        const points = [];
        for await (const { value, step, timestamp } of client.metrics.history({ runId, key }))
          points.push([value, step, timestamp]);
        histories[key] = points;
      }
      const files: Record<string, string> = {};
      for (const folder of [undefined, "images"])
        for (const { path, isDir } of await client.artifacts.list({
          runId,
          ...(folder && { path: folder }),
        }))
          if (!isDir)
            files[path] = Buffer.from(await client.artifacts.download({ runId, path })).toString(
              "hex",
            );
      const { runName, status, startTime, endTime } = run.info;
      const tags = Object.entries(run.data.tags).filter(([key]) => !key.startsWith("vae_lab."));
      runs.push({
        info: { runName, status, startTime, endTime },
        params: run.data.params,
        tags: Object.fromEntries(tags.filter(([key]) => key !== "mlflow.jsClient.requestId")),
        inputs: run.inputs.datasetInputs,
        histories,
        files,
      });
    }
    contents.push({ name: experiment.name, tags: experiment.tags, runs });
  }
  return contents;
};
