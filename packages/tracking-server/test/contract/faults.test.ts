import { mlflowClient } from "mlflow-js-client";
import { expect, test } from "vitest";
import { collect, contract, uniqueName } from "./contract.ts";
import { faulty } from "./faults.ts";

contract("faults on the way", (current) => {
  test("with lost, cut and slow requests and answers and a jumping clock, nothing is lost or doubled", async () => {
    const base = "http://somewhere";
    const { fetch, met } = faulty((input, init) =>
      current().fetch(String(input).slice(base.length), init),
    );
    // A clock that jumps back and forth, as when a machine wakes up.
    const jumps = [0, 3_600_000, -7_200_000, 5, 86_400_000];
    let ticks = 0;
    const client = mlflowClient({
      trackingUri: base,
      fetch,
      retry: { retries: 30, sleep: async () => undefined },
      now: () => 1_700_000_000_000 + ticks++ + (jumps[ticks % jumps.length] ?? 0),
    });
    const experimentId = await current().client.experiments.create({ name: uniqueName() });
    const runIds: string[] = [];
    for (let n = 0; n < 5; n++) {
      const { runId } = (await client.runs.create({ experimentId, runName: `run ${n}` })).info;
      runIds.push(runId);
      for (let batch = 0; batch < 6; batch++)
        await client.runs.logBatch({
          runId,
          metrics: [0, 1, 2].map((m) => ({ key: "m", value: m, step: batch * 3 + m })),
          params: { [`p${batch}`]: `${batch}` },
          tags: { batch: `${batch}` },
        });
      await client.artifacts.upload({ runId, path: "a/b.txt", body: `run ${n}` });
      await client.runs.update({ runId, status: "FINISHED" });
    }
    const sound = current().client;
    const runs = await collect(sound.runs.search({ experimentIds: [experimentId] }));
    expect(runs.map((run) => run.info.runId).toSorted()).toEqual(runIds.toSorted());
    for (const run of runs) {
      const { runId } = run.info;
      expect(run.info.status).toBe("FINISHED");
      expect(Object.keys(run.data.params)).toHaveLength(6);
      expect(run.data.tags.batch).toBe("5");
      const history = await collect(sound.metrics.history({ runId, key: "m" }));
      expect(history.map(({ step }) => step).toSorted((a, b) => a - b)).toEqual(
        Array.from({ length: 18 }, (_, step) => step),
      );
      expect(await sound.artifacts.list({ runId, path: "a" })).toHaveLength(1);
    }
    expect([...met.keys()]).toHaveLength(6);
    expect(Math.min(...met.values())).toBeGreaterThan(5);
  });
});
