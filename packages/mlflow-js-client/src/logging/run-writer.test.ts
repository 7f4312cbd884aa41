import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { mlflowClient } from "../client.ts";
import { MlflowError } from "../errors.ts";
import type { Log } from "./check-log.ts";
import type { RunWriterOptions } from "./run-writer.ts";

/** A writer whose batches are recorded; `answer` may delay or refuse them. */
const written = (
  options: RunWriterOptions = {},
  answer: (log: Log) => Promise<void> = async () => undefined,
  clock: () => number = () => 1_000,
) => {
  const taken: Log[] = [];
  const client = mlflowClient({ trackingUri: "http://never.asked", now: clock });
  const sink = {
    logBatch: async (log: Log) => {
      await answer(log);
      taken.push(log);
    },
  };
  const writer = client.run("r1", { sink, ...options });
  const points = () => taken.flatMap((log) => log.metrics ?? []);
  return { writer, taken, points };
};

const unreachable = new MlflowError("no network", {
  errorCode: "NETWORK_ERROR",
  isRetryable: true,
});
const refused = new MlflowError("Changing param values is not allowed", {
  status: 400,
  errorCode: "INVALID_PARAMETER_VALUE",
  isRejection: true,
});

/** A server that answers on demand. */
const gate = () => {
  const waiting: (() => void)[] = [];
  return {
    pass: () => new Promise<void>((resolve) => waiting.push(resolve)),
    open: async () => {
      waiting.shift()?.();
      await vi.advanceTimersByTimeAsync(0);
    },
    get held() {
      return waiting.length;
    },
  };
};

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("when a batch is sent", () => {
  test("entities are sent together after the interval, and not before", async () => {
    const { writer, points } = written({ flushEveryMs: 500 });
    await writer.log({ loss: 1, accuracy: 0.5 }, 1);
    await vi.advanceTimersByTimeAsync(499);
    expect(points()).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(points()).toEqual([
      { key: "loss", value: 1, step: 1, timestamp: 1_000 },
      { key: "accuracy", value: 0.5, step: 1, timestamp: 1_000 },
    ]);
  });

  test("a batch is sent immediately when a request is full, by count or by bytes", async () => {
    const byCount = written({ flushAt: 10 });
    for (let step = 0; step < 10; step++) await byCount.writer.log({ loss: step }, step);
    await vi.advanceTimersByTimeAsync(0);
    expect(byCount.points()).toHaveLength(10);
    const byBytes = written({ flushAtBytes: 5_000 });
    await byBytes.writer.params({ long: "x".repeat(4_900) });
    await vi.advanceTimersByTimeAsync(0);
    expect(byBytes.taken).toEqual([]);
    await byBytes.writer.params({ other: "x".repeat(100) });
    await vi.advanceTimersByTimeAsync(0);
    expect(byBytes.taken.flatMap((log) => Object.keys(log.params ?? {}))).toEqual([
      "long",
      "other",
    ]);
  });

  test("everything logged is sent in order, in requests within the limits", async () => {
    const { writer, taken, points } = written();
    const steps = Array.from({ length: 4_321 }, (_, step) => step);
    for (const step of steps) writer.log({ loss: step }, step);
    const params = Object.fromEntries(steps.slice(0, 230).map((n) => [`p${n}`, `${n}`]));
    writer.params(params);
    await writer.close();
    expect(points().map((point) => point.step)).toEqual(steps);
    expect(Object.assign({}, ...taken.map((log) => log.params))).toEqual(params);
    for (const log of taken) {
      const counts = [log.metrics, Object.keys(log.params ?? {})].map((list) => list?.length ?? 0);
      expect(counts[0]).toBeLessThanOrEqual(1_000);
      expect(counts[1]).toBeLessThanOrEqual(100);
      expect(counts.reduce((a, b) => a + b)).toBeLessThanOrEqual(1_000);
    }
  });

  test("closing sends the rest, and then nothing can be logged", async () => {
    const { writer, points } = written();
    await writer.log({ loss: 1 }, 1);
    await writer.close();
    await writer.close();
    expect(points()).toHaveLength(1);
    expect(() => writer.log({ loss: 2 }, 2)).toThrow("cannot log to run r1: its writer is closed");
    expect(vi.getTimerCount()).toBe(0);
  });

  test("leaving an `await using` block closes", async () => {
    const { writer, points } = written();
    await (async () => {
      await using mine = writer;
      await mine.log({ loss: 1 }, 1);
    })();
    expect(points()).toHaveLength(1);
  });
});

describe("back-pressure", () => {
  test("a full buffer makes log wait until the server has taken some", async () => {
    const server = gate();
    const { writer, points } = written({ flushAt: 100, maxWaiting: 200 }, server.pass);
    let logged = 0;
    const producer = (async () => {
      for (; logged < 2_500; logged++) await writer.log({ loss: logged }, logged);
      await writer.close();
    })();
    await vi.advanceTimersByTimeAsync(0);
    expect(logged).toBe(199);
    expect(server.held).toBe(1);
    while (server.held > 0) {
      expect(writer.waiting).toBeLessThanOrEqual(200);
      await server.open();
    }
    await producer;
    expect(points().map((point) => point.step)).toEqual(Array.from({ length: 2_500 }, (_, n) => n));
  });

  test("without awaiting, log throws at twice maxWaiting, and what was logged is kept", async () => {
    const server = gate();
    const { writer, points } = written({ maxWaiting: 5, flushAt: 5 }, server.pass);
    for (let step = 0; step < 10; step++) writer.log({ loss: step }, step);
    expect(() => writer.log({ loss: 10 }, 10)).toThrow(
      "cannot log to run r1: 10 values wait to be sent",
    );
    const closed = writer.close();
    for (let n = 0; n < 5; n++) await server.open();
    await closed;
    expect(points()).toHaveLength(10);
  });
});

describe("failures", () => {
  test("a batch that cannot be sent is kept, reported, and sent later", async () => {
    let isAway = true;
    const failures: unknown[] = [];
    const { writer, points } = written(
      { flushEveryMs: 100, onError: (error) => failures.push(error) },
      async () => {
        if (isAway) throw unreachable;
      },
    );
    await writer.log({ loss: 1 }, 1);
    await vi.advanceTimersByTimeAsync(350);
    expect(failures).toEqual([unreachable, unreachable, unreachable]);
    await expect(writer.close()).rejects.toBe(unreachable);
    await expect(writer.close()).rejects.toBe(unreachable);
    expect(writer.waiting).toBe(1);
    isAway = false;
    await vi.advanceTimersByTimeAsync(100);
    expect(points()).toHaveLength(1);
    await writer.close();
  });

  test("a refused param does not affect metrics, and the next flush reports it once", async () => {
    const { writer, taken, points } = written({}, async (log) => {
      if (log.params?.beta) throw refused;
    });
    writer.params({ beta: "5" });
    writer.tags({ note: "kept" });
    writer.log({ loss: 1 }, 1);
    await expect(writer.flush()).rejects.toBe(refused);
    expect(points()).toHaveLength(1);
    expect(taken.flatMap((log) => Object.keys(log.tags ?? {}))).toEqual(["note"]);
    await writer.close();
  });

  test("a refusal in the background rejects the next awaited log", async () => {
    const { writer } = written({ flushEveryMs: 10 }, async () => Promise.reject(refused));
    await writer.log({ loss: 1 }, 1);
    await vi.advanceTimersByTimeAsync(10);
    await expect(writer.log({ loss: 2 }, 2)).rejects.toBe(refused);
  });
});

describe("checks before sending", () => {
  test.each<[string, () => unknown, string]>([
    ["a key", () => written().writer.log({ "a&b": 1 }, 1), 'got "a&b"'],
    [
      "a step",
      () => written().writer.log({ loss: 1 }, 1.5),
      'metric "loss": a step must be a whole',
    ],
    [
      "a value",
      () => written().writer.log({ loss: "1" as unknown as number }, 1),
      'metric "loss": a value must be a number, got 1',
    ],
    [
      "a timestamp",
      () => written().writer.log({ loss: 1 }, 1, { timestamp: -1 }),
      'metric "loss": a timestamp must be ≥ 0, got -1',
    ],
    [
      "a long param",
      () => written().writer.params({ note: "x".repeat(6_001) }),
      'param "note": a param must have at most 6000 characters (a server would cut it silently), got 6001',
    ],
    [
      "a long tag",
      () => written().writer.tags({ note: "x".repeat(8_001) }),
      'tag "note": a tag must have at most 8000 characters',
    ],
  ])("%s that breaks a rule is thrown, with key and rule", (_, log, message) => {
    expect(log).toThrow(message);
  });

  test("a param logged again with its value is ignored, with another it is refused", async () => {
    const { writer, taken } = written();
    await writer.params({ beta: "4" });
    await writer.flush();
    await writer.params({ beta: "4" });
    expect(writer.waiting).toBe(0);
    expect(() => writer.params({ beta: "5" })).toThrow(
      'param "beta": a param keeps its first value, "4", got "5"',
    );
    expect(taken).toHaveLength(1);
  });

  test("only the last value of a tag is sent", async () => {
    const { writer, taken } = written();
    await writer.tags({ phase: "begun", other: "x" });
    await writer.tags({ phase: "done" });
    await writer.close();
    expect(Object.assign({}, ...taken.map((log) => log.tags))).toEqual({
      phase: "done",
      other: "x",
    });
    expect(taken).toHaveLength(1);
  });
});

test("NaN and infinities reach the sink unchanged", async () => {
  const { writer, points } = written();
  await writer.log({ a: Number.NaN, b: Number.POSITIVE_INFINITY, c: Number.NEGATIVE_INFINITY }, 1);
  await writer.close();
  expect(points().map(({ value }) => value)).toEqual([Number.NaN, Infinity, -Infinity]);
});

test("timestamps do not go back when the clock is set back", async () => {
  const clock = [5_000, 9_000, 1_000, 9_500];
  const { writer, points } = written({}, undefined, () => clock.shift() ?? 0);
  for (let step = 0; step < 4; step++) await writer.log({ loss: step }, 7);
  await writer.close();
  expect(points().map(({ timestamp }) => timestamp)).toEqual([5_000, 9_000, 9_000, 9_500]);
});

test("metrics of a writer can be typed", async () => {
  interface Mine {
    loss: number;
    "test/elbo": number;
  }
  const client = mlflowClient({ trackingUri: "http://never.asked" });
  const writer = client.run<Mine>("r1", { sink: { logBatch: async () => undefined } });
  await writer.log({ loss: 1 }, 1);
  await writer.log({ loss: 1, "test/elbo": -120 }, 2);
  // @ts-expect-error: no metric of that name
  await writer.log({ lost: 1 }, 3);
  // @ts-expect-error: a metric is a number
  expect(() => writer.log({ loss: "1" }, 4)).toThrow("a value must be a number");
  await writer.close();
});
