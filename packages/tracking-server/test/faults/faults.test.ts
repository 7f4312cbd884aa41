import { memoryJournal, mlflowClient, openSpool } from "mlflow-js-client";
import { afterEach, describe, expect, test } from "vitest";
import { openTrackingServer, type TrackingServer } from "../../src/index.ts";
import { collect, temporaryFolder } from "../contract/contract.ts";
import { type Fault, type FaultyProxy, faults, faultyProxy } from "./faulty-proxy.ts";

/** A minimal standard random generator, which produces the same faults every time. */
const numbers = (seed: number) => {
  let state = seed;
  return (): number => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
};

let server: TrackingServer | undefined;
let proxy: FaultyProxy | undefined;
afterEach(async () => {
  await proxy?.close();
  server?.close();
});

/** A client behind a faulty proxy, and one with a direct connection. */
const beset = async (next: () => Fault | undefined, options: { now?: () => number } = {}) => {
  const embedded = openTrackingServer({ folder: temporaryFolder() });
  server = embedded;
  proxy = await faultyProxy(async (request) => embedded.app.fetch(request), next);
  const waits: number[] = [];
  const client = mlflowClient({
    trackingUri: proxy.url,
    timeoutMs: 1_000,
    retry: {
      retries: 50,
      baseDelayMs: 1,
      jitter: () => 0.5,
      sleep: async (ms) => void waits.push(ms),
    },
    ...options,
  });
  const direct = mlflowClient({ trackingUri: "http://embedded", fetch: embedded.fetch });
  const runsThere = () => collect(direct.runs.search({ experimentIds: ["0"], viewType: "ALL" }));
  return { client, direct, waits, runsThere, met: proxy.met };
};

const steps = (count: number) => Array.from({ length: count }, (_, step) => step);
const artifact = Uint8Array.from({ length: 300_000 }, (_, n) => (n * 31) % 256);
const isArtifact = (bytes: Uint8Array): boolean => Buffer.from(bytes).equals(artifact);

/** Half of the requests meet a fault. Few trickle, because each of these takes the whole timeout. */
const storm = (seed: number, kinds: readonly Fault[] = faults) => {
  const random = numbers(seed);
  let trickles = 0;
  return (): Fault | undefined => {
    const fault = random() < 0.5 ? kinds[Math.floor(random() * kinds.length)] : undefined;
    return fault === "trickle" && ++trickles > 3 ? undefined : fault;
  };
};

test.each(faults)("%s: nothing lost, nothing doubled", async (fault) => {
  const { client, direct, runsThere, met } = await beset(storm(11, [fault]));
  const { info } = await client.runs.create({ experimentId: "0", runName: "one" });
  const { runId } = info;
  const metrics = steps(1_500).map((step) => ({
    key: "m",
    value: step / 7,
    step,
    timestamp: step,
  }));
  await client.runs.logBatch({ runId, metrics, params: { p: "1" }, tags: { t: "1" } });
  await client.artifacts.upload({ runId, path: "a.bin", body: artifact });
  await client.runs.update({ runId, status: "FINISHED", endTime: 1 });

  expect(met.filter((one) => one === fault).length).toBeGreaterThanOrEqual(3);
  expect((await runsThere()).map((run) => run.info.runName)).toEqual(["one"]);
  const history = await collect(direct.metrics.history({ runId, key: "m" }));
  expect(history).toEqual(metrics);
  expect(await collect(client.metrics.history({ runId, key: "m" }))).toEqual(metrics);
  for (const reader of [direct, client])
    expect(isArtifact(await reader.artifacts.download({ runId, path: "a.bin" }))).toBe(true);
  const { data, info: ended } = await direct.runs.get(runId);
  expect([data.params.p, data.tags.t, ended.status]).toEqual(["1", "1", "FINISHED"]);
});

describe("a storm of all of them", () => {
  test.each([1, 2, 3])("a writer loses and doubles nothing (storm %i)", async (seed) => {
    const { client, direct, runsThere } = await beset(storm(seed));
    const { info } = await client.runs.create({ experimentId: "0" });
    const writer = client.run(info.runId, { flushAt: 50 });
    for (const step of steps(700)) await writer.log({ a: step, "b/c": -step }, step);
    await writer.params({ p: "1" });
    await writer.close();
    expect(await runsThere()).toHaveLength(1);
    for (const [key, sign] of [
      ["a", 1],
      ["b/c", -1],
    ] as const) {
      const history = await collect(direct.metrics.history({ runId: info.runId, key }));
      expect(history.map(({ step, value }) => [step, value])).toEqual(
        steps(700).map((step) => [step, sign > 0 ? step : 0 - step]),
      );
    }
  });

  test.each([4, 5, 6])("a spool without retries of its own neither (storm %i)", async (seed) => {
    const { client, direct, runsThere } = await beset(storm(seed));
    const impatient = mlflowClient({
      trackingUri: client.trackingUri,
      timeoutMs: 1_000,
      retry: { retries: 0 },
    });
    const spool = await openSpool(impatient, memoryJournal(), { isAutomatic: false });
    const runId = await spool.create({ experimentId: "0", runName: "spooled" });
    for (const step of steps(20))
      await spool.logBatch({ runId, metrics: [{ key: "m", value: step, step }] });
    await spool.upload({ runId, path: "a.bin", body: artifact });
    await spool.update({ runId, status: "FINISHED" });
    let interruptions = 0;
    while (spool.pending > 0) await spool.send().catch(() => interruptions++);
    expect(interruptions).toBeGreaterThan(5);

    const [run, ...others] = await runsThere();
    expect(others).toEqual([]);
    expect(run?.info).toMatchObject({ runName: "spooled", status: "FINISHED" });
    const there = spool.runIdOf(runId) ?? "";
    const history = await collect(direct.metrics.history({ runId: there, key: "m" }));
    expect(history.map(({ step }) => step)).toEqual(steps(20));
    const bytes = await direct.artifacts.download({ runId: there, path: "a.bin" });
    expect(isArtifact(bytes)).toBe(true);
  });
});

test("repeated answers of 429 are waited out as long as the server asks", async () => {
  let requests = 0;
  const { client, direct, waits } = await beset(() => (requests++ < 30 ? "429" : undefined));
  const { info } = await client.runs.create({ experimentId: "0" });
  expect(waits.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 2_000));
  expect(waits.every((wait) => wait >= 2_000)).toBe(true);
  expect((await direct.runs.get(info.runId)).info.runId).toBe(info.runId);
});

test("a clock that jumps loses no point, and the last one logged stays the latest", async () => {
  const random = numbers(7);
  const day = 86_400_000;
  const { client, direct } = await beset(storm(7), {
    now: () => 20_000 * day + Math.floor((random() - 0.5) * 2 * day),
  });
  const { info } = await client.runs.create({ experimentId: "0" });
  const writer = client.run(info.runId, { flushAt: 20 });
  for (const value of steps(200)) await writer.log({ m: value }, 3);
  await writer.close();
  const history = await collect(direct.metrics.history({ runId: info.runId, key: "m" }));
  expect(history.map(({ value }) => value).sort((a, b) => a - b)).toEqual(steps(200));
  const { data } = await direct.runs.get(info.runId);
  expect(data.metrics).toMatchObject([{ key: "m", value: 199 }]);
});
