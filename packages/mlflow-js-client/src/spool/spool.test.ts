import { afterEach, describe, expect, test, vi } from "vitest";
import { fakeMlflow } from "../../test/fake-mlflow.ts";
import { mlflowClient } from "../client.ts";
import { type Journal, memoryJournal } from "./journal.ts";
import { openSpool, type SpoolOptions, type SpoolState } from "./spool.ts";

afterEach(() => {
  vi.useRealTimers();
});

const manual: SpoolOptions = { isAutomatic: false, now: () => 1_000 };

const opened = async (options: SpoolOptions = manual, journal = memoryJournal()) => {
  const server = fakeMlflow();
  const client = mlflowClient({
    trackingUri: "http://fake",
    fetch: server.fetch,
    retry: { retries: 0 },
  });
  return { server, client, journal, spool: await openSpool(client, journal, options) };
};

describe("while the server is down", () => {
  test("a run is created, filled and ended, and is at the server when it is up again", async () => {
    const { server, spool } = await opened();
    server.isAway = true;
    const runId = await spool.create({ experimentName: "kl", runName: "β 4", tags: { a: "1" } });
    await spool.logBatch({ runId, params: { beta: "4" }, metrics: [{ key: "loss", value: NaN }] });
    await spool.upload({ runId, path: "log.txt", body: "done\n" });
    await spool.update({ runId, status: "FINISHED", endTime: 2_000 });
    await expect(spool.send()).rejects.toMatchObject({ errorCode: "NETWORK_ERROR" });
    expect(spool.pending).toBe(4);
    expect(spool.runIdOf(runId)).toBeUndefined();

    server.isAway = false;
    expect(await spool.send()).toEqual({ sent: 4, refused: [] });
    const [run] = server.runs;
    expect(server.runs).toHaveLength(1);
    expect(spool.runIdOf(runId)).toBe(run?.id);
    expect(run).toMatchObject({
      name: "β 4",
      status: "FINISHED",
      params: { beta: "4" },
      tags: { a: "1" },
    });
    expect([...(run?.points.values() ?? [])]).toEqual([
      { key: "loss", value: "NaN", step: 0, timestamp: 1_000 },
    ]);
    expect(run?.artifacts).toEqual({ "log.txt": "done\n" });
  });

  test("a writer loses nothing, and its entities arrive in order", async () => {
    const { server, client, spool } = await opened();
    server.isAway = true;
    const runId = await spool.create({ experimentId: "0" });
    const writer = client.run(runId, { sink: spool, flushAt: 10 });
    for (let step = 0; step < 95; step++) await writer.log({ loss: step / 7 }, step);
    await writer.close();
    server.isAway = false;
    await spool.send();
    const points = [...(server.runs[0]?.points.values() ?? [])];
    expect(points.map((point) => point.step)).toEqual(Array.from({ length: 95 }, (_, n) => n));
  });

  test("onChange is called when the server goes down and when it is up again", async () => {
    const states: SpoolState[] = [];
    const waiters: (() => void)[] = [];
    const next = (count: number) =>
      new Promise<void>((resolve) => {
        waiters[count] = resolve;
        if (states.length >= count) resolve();
      });
    const { server, spool } = await opened({
      resendAfterMs: 1,
      onChange: (state) => {
        states.push(state);
        waiters[states.length]?.();
      },
    });
    server.isAway = true;
    await spool.logBatch({ runId: server.newRun(), metrics: [{ key: "m", value: 1 }] });
    await next(1);
    expect(states[0]).toMatchObject({ pending: 1, error: { errorCode: "NETWORK_ERROR" } });
    server.isAway = false;
    const told = states.length;
    await next(told + 1);
    expect(states.at(-1)).toEqual({ pending: 0, refused: [] });
    await spool.close();
  });
});

test("one request at a time is sent, without the client's retries, and not before Retry-After", async () => {
  vi.useFakeTimers();
  let asked = 0;
  const client = mlflowClient({
    trackingUri: "http://busy",
    fetch: async () => {
      asked++;
      return new Response("", { status: 429, headers: { "retry-after": "30" } });
    },
  });
  const spool = await openSpool(client, memoryJournal(), { resendAfterMs: 1 });
  await spool.logBatch({ runId: "r", metrics: [{ key: "m", value: 1 }] });
  await vi.advanceTimersByTimeAsync(29_000);
  expect(asked).toBe(1);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(asked).toBe(2);
  await spool.close();
});

describe("exactly once", () => {
  test("whichever answer is lost, everything is at the server once and in order", async () => {
    // The server performs the n-th request and its answer is lost; then a new process continues.
    for (let lost = 1; lost <= 9; lost++) {
      const { server, client, journal, spool } = await opened();
      const runId = await spool.create({ experimentName: "e" });
      for (let step = 0; step < 3; step++)
        await spool.logBatch({ runId, metrics: [{ key: "m", value: step, step }] });
      await spool.logBatch({ runId, tags: { phase: "done" } });
      server.loseAnswer(lost);
      const first = await spool.send().catch((error: unknown) => error);
      const again = await openSpool(client, journal, manual);
      await again.send();
      expect([lost, server.runs.length]).toEqual([lost, 1]);
      const run = server.runs[0];
      expect([...(run?.points.values() ?? [])].map(({ step }) => step)).toEqual([0, 1, 2]);
      expect(run?.tags.phase).toBe("done");
      expect(again.pending).toBe(0);
      // The 2nd creates the experiment, which is then found by name; the 8th is the last.
      if (lost === 2 || lost > 8) expect(first).toMatchObject({ sent: 5 });
      else expect(first).toMatchObject({ errorCode: "NETWORK_ERROR" });
    }
  });

  test("a run created by one process is filled by the next with the same id", async () => {
    const { server, client, journal, spool } = await opened();
    const runId = await spool.create({ experimentId: "0" });
    await spool.send();
    const next = await openSpool(client, journal, manual);
    await next.logBatch({ runId, metrics: [{ key: "m", value: 1 }] });
    expect(next.pending).toBe(1);
    await next.send();
    expect(server.runs[0]?.points.size).toBe(1);
  });
});

describe("rejections", () => {
  test("a rejected task is returned and does not stop later tasks", async () => {
    const { server, spool } = await opened();
    const runId = server.newRun();
    await spool.logBatch({ runId, params: { beta: "4" } });
    await spool.logBatch({ runId, params: { beta: "5" } });
    await spool.logBatch({ runId: "gone", metrics: [{ key: "m", value: 1 }] });
    await spool.logBatch({ runId, metrics: [{ key: "m", value: 1 }] });
    const { sent, refused } = await spool.send();
    expect(sent).toBe(2);
    expect(refused.map(({ error }) => error.errorCode)).toEqual([
      "INVALID_PARAMETER_VALUE",
      "RESOURCE_DOES_NOT_EXIST",
    ]);
    expect(server.runs[0]?.points.size).toBe(1);
  });

  test.each([401, 403, 404, 302])(
    "a door that is shut (%i) says nothing about the data: they stay",
    async (status) => {
      const { server, spool } = await opened();
      await spool.logBatch({ runId: server.newRun(), metrics: [{ key: "m", value: 1 }] });
      server.shut = status;
      await expect(spool.send()).rejects.toMatchObject({ status });
      expect(spool.pending).toBe(1);
      server.shut = undefined;
      expect((await spool.send()).sent).toBe(1);
    },
  );

  test("a page with status 200 acknowledges nothing, and all tasks stay", async () => {
    const { server } = await opened();
    let isPage = true;
    const client = mlflowClient({
      trackingUri: "http://fake",
      fetch: async (...request) =>
        isPage ? new Response("<html>please log in</html>") : server.fetch(...request),
      retry: { retries: 0 },
    });
    const spool = await openSpool(client, memoryJournal(), manual);
    const runId = await spool.create({ experimentName: "e" });
    await spool.logBatch({ runId, metrics: [{ key: "m", value: 1 }] });
    await spool.upload({ runId, path: "a.txt", body: "a" });
    await expect(spool.send()).rejects.toMatchObject({ errorCode: "INVALID_RESPONSE" });
    isPage = false;
    expect(await spool.send()).toEqual({ sent: 3, refused: [] });
    expect(server.runs[0]?.artifacts).toEqual({ "a.txt": "a" });
  });

  test("MLflow's rules are checked before a task is written to the journal", async () => {
    const { spool, journal } = await opened();
    await expect(
      spool.logBatch({ runId: "r", metrics: [{ key: "a&b", value: 1 }] }),
    ).rejects.toThrow('got "a&b"');
    await expect(spool.upload({ runId: "r", path: "../x", body: "" })).rejects.toThrow("plain");
    expect(journal.end).toBe(0);
  });
});

test("bytes of an artifact are unchanged by the journal", async () => {
  const { server, spool } = await opened();
  const body = Uint8Array.from({ length: 70_000 }, (_, n) => (n * 31) % 256);
  await spool.upload({ runId: server.newRun(), path: "a/b.bin", body });
  await spool.send();
  expect(server.bytesOf("a/b.bin")?.join()).toBe(body.join());
});

test("a journal in memory does not grow without bound", async () => {
  const { server, journal, spool } = await opened();
  const runId = server.newRun();
  for (let file = 0; file < 20; file++) {
    await spool.upload({ runId, path: `${file}`, body: new Uint8Array(200_000) });
    await spool.send();
    expect(journal.end).toBeLessThan(1_300_000);
  }
  await spool.logBatch({ runId, metrics: [{ key: "m", value: 1 }] });
  expect((await spool.send()).sent).toBe(1);
});

test("a completed journal is cleared and keeps the ids of runs", async () => {
  const { server, client, journal, spool } = await opened();
  const big = "x".repeat(1_000);
  const runId = await spool.create({ experimentId: "0" });
  await spool.send();
  let isCleared = false;
  const large = {
    ...journal,
    end: 1_000_000,
    replace: (records: readonly string[]) => {
      isCleared = true;
      return journal.replace(records);
    },
  };
  await (await openSpool(client, large, manual)).send();
  const next = await openSpool(client, journal, manual);
  await next.logBatch({ runId, tags: { big } });
  await next.send();
  expect(isCleared).toBe(true);
  expect(server.runs[0]?.tags.big).toBe(big);
});

test("clearing rewrites less than twice what was added, however many run ids are kept", async () => {
  const journal = memoryJournal();
  const written = { added: 0, anew: 0 };
  const counting: Journal = {
    ...journal,
    get end() {
      return journal.end;
    },
    append: (record) => {
      written.added += record.length;
      return journal.append(record);
    },
    replace: (records) => {
      written.anew += records.join("").length;
      return journal.replace(records);
    },
  };
  let made = 0;
  const newRequestId = () => `${made++}-${"x".repeat(4_000)}`;
  const { server, spool } = await opened({ ...manual, newRequestId }, counting);
  for (let run = 0; run < 400; run++) {
    await spool.create({ experimentId: "0" });
    await spool.send();
  }
  expect(server.runs).toHaveLength(400);
  expect(written.anew).toBeGreaterThan(0);
  expect(written.anew).toBeLessThan(2 * written.added);
});

test("the artifact URI of a created run is not requested again", async () => {
  const asked: string[] = [];
  const server = fakeMlflow();
  const client = mlflowClient({
    trackingUri: "http://fake",
    fetch: async (input, init) => {
      asked.push(new URL(new Request(input, init).url).pathname);
      return server.fetch(input, init);
    },
  });
  const { info } = await client.runs.create({ experimentId: "0" });
  for (const path of ["a.txt", "b.txt"])
    await client.artifacts.upload({ runId: info.runId, path, body: path });
  expect(asked.filter((path) => path.endsWith("runs/get"))).toEqual([]);
  expect(server.runs[0]?.artifacts).toEqual({ "a.txt": "a.txt", "b.txt": "b.txt" });
});
