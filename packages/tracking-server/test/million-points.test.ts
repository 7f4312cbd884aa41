import { expect, test } from "vitest";
import { store } from "./stores.ts";

const count = 1_000_000;
const spike = 123_457;

test("a history of a million points is logged, read whole in order, and sampled with its spike", async () => {
  const { client } = store();
  const { runId } = (await client.runs.create({ experimentId: "0" })).info;
  const perCall = 50_000;
  for (let from = 0; from < count; from += perCall)
    await client.runs.logBatch({
      runId,
      metrics: Array.from({ length: perCall }, (_, at) => {
        const step = from + at;
        return { key: "loss", value: step === spike ? 1e6 : 1 / (step + 1), step, timestamp: step };
      }),
    });
  let read = 0;
  for await (const { step } of client.metrics.history({ runId, key: "loss" })) {
    if (step !== read) expect(step).toBe(read);
    read++;
  }
  expect(read).toBe(count);
  const sample = await client.metrics.historyOfRuns({ runIds: [runId], key: "loss" });
  // The minimum is the last point, which is in the sample anyway.
  expect(sample).toHaveLength(2_499);
  expect(sample.map(({ step }) => step)).toContain(spike);
  expect([sample[0]?.step, sample.at(-1)?.step]).toEqual([0, count - 1]);
  const [run] = (await client.runs.get(runId)).data.metrics;
  expect(run).toMatchObject({ key: "loss", step: count - 1 });
}, 180_000);
