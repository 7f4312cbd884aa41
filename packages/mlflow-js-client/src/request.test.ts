import { describe, expect, test } from "vitest";
import { mlflowClient } from "./client.ts";
import { MlflowError } from "./errors.ts";

type Answer = (request: Request) => Response | Promise<Response>;

/** A client whose fetch returns these responses in turn and records the requests. */
const scripted = (answers: Answer[], options: { retries?: number; timeoutMs?: number } = {}) => {
  const asked: Request[] = [];
  const waits: number[] = [];
  const client = mlflowClient({
    trackingUri: "http://user:s3cret@tracking.example/prefix/",
    fetch: async (input, init) => {
      const request = new Request(input, init);
      asked.push(request.clone());
      const answer = answers[asked.length - 1];
      if (!answer) throw new Error("asked more often than the script has answers");
      return answer(request);
    },
    timeoutMs: options.timeoutMs ?? 10_000,
    now: () => Date.parse("2026-01-01T00:00:00Z"),
    newRequestId: () => "request-1",
    retry: {
      retries: options.retries ?? 3,
      baseDelayMs: 100,
      jitter: () => 0.5,
      sleep: async (ms) => {
        waits.push(ms);
      },
    },
  });
  return { client, asked, waits };
};

const json =
  (body: unknown, status = 200, headers = {}): Answer =>
  () =>
    Response.json(body, { status, headers });
const run = { run: { info: { run_id: "r1", experiment_id: "1" } } };
const dead: Answer = () => {
  throw new TypeError("fetch failed", { cause: new Error("ECONNREFUSED") });
};

const sentTo = async (asked: Request[], index: number) =>
  JSON.parse((await asked[index]?.text()) ?? "null");

const refusal = async (call: Promise<unknown>): Promise<MlflowError> => {
  const error: unknown = await call.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(MlflowError);
  return error as MlflowError;
};

test("a call may have its own number of retries", async () => {
  const { client, asked } = scripted([dead, dead, json(run)]);
  await refusal(client.runs.get("r1", { retries: 0 }));
  expect(asked).toHaveLength(1);
  await client.runs.get("r1", { retries: 1 });
  expect(asked).toHaveLength(3);
});

describe("requests", () => {
  test("credentials of the address are sent as a header, and its path prefix is kept", async () => {
    const { client, asked } = scripted([json(run)]);
    await client.runs.get("r1");
    expect(asked[0]?.url).toBe("http://tracking.example/prefix/api/2.0/mlflow/runs/get?run_id=r1");
    expect(asked[0]?.headers.get("authorization")).toBe(`Basic ${btoa("user:s3cret")}`);
    expect(client.trackingUri).toBe("http://tracking.example/prefix");
    expect(client.artifacts.url({ runId: "r1", path: "a b+c.png" })).toBe(
      "http://tracking.example/prefix/get-artifact?path=a+b%2Bc.png&run_id=r1",
    );
  });

  test("a search and a history always send max_results", async () => {
    const { client, asked } = scripted([json({}), json({}), json({})]);
    for await (const _ of client.runs.search({ experimentIds: ["1"] })) expect.unreachable();
    for await (const _ of client.experiments.search()) expect.unreachable();
    for await (const _ of client.metrics.history({ runId: "r", key: "a/b" })) expect.unreachable();
    expect((await sentTo(asked, 0)).max_results).toBe(1_000);
    expect((await sentTo(asked, 1)).max_results).toBe(1_000);
    expect(new URL(asked[2]?.url ?? "").searchParams.get("max_results")).toBe("25000");
  });

  test("a key that the server would refuse is refused before anything is sent", async () => {
    const { client, asked } = scripted([]);
    const metrics = [{ key: "a&b", value: 1 }];
    const error = await refusal(client.runs.logBatch({ runId: "r", metrics }));
    expect(error).toMatchObject({ errorCode: "INVALID_PARAMETER_VALUE", status: undefined });
    expect(error.message).toContain('got "a&b"');
    expect(asked).toEqual([]);
  });
});

describe("responses", () => {
  test("MLflow's error keeps its code, status and message", async () => {
    const body = { error_code: "RESOURCE_DOES_NOT_EXIST", message: "Run with id=r1 not found" };
    const { client } = scripted([json(body, 404)]);
    expect(await refusal(client.runs.get("r1"))).toMatchObject({
      status: 404,
      errorCode: "RESOURCE_DOES_NOT_EXIST",
      isRetryable: false,
      message: expect.stringContaining("Run with id=r1 not found"),
    });
  });

  test.each([
    [403, "Cross-origin request blocked", "PERMISSION_DENIED", false],
    [502, "<html>Bad gateway</html>", "INTERNAL_ERROR", true],
    [503, "", "TEMPORARILY_UNAVAILABLE", true],
    [404, '{"detail":"Not Found"}', "ENDPOINT_NOT_FOUND", false],
    [501, "no", "NOT_IMPLEMENTED", false],
  ])(
    "a %i without MLflow's JSON is an MlflowError too",
    async (status, body, errorCode, isRetryable) => {
      const { client } = scripted([() => new Response(body, { status })], { retries: 0 });
      const error = await refusal(client.runs.get("r1"));
      expect(error).toMatchObject({ status, errorCode, isRetryable });
      expect(error.message).toContain(body);
      expect(error.message).not.toContain("s3cret");
    },
  );

  test("a page of HTML with status 200 does not confirm an upload", async () => {
    const info = { run_id: "r1", experiment_id: "1", artifact_uri: "mlflow-artifacts:/1/r1" };
    const login: Answer = () => new Response("<html>login</html>");
    const { client } = scripted([json({ run: { info } }), login], { retries: 0 });
    const upload = client.artifacts.upload({ runId: "r1", path: "a.txt", body: "a" });
    expect(await refusal(upload)).toMatchObject({
      errorCode: "INVALID_RESPONSE",
      isRetryable: true,
      isRejection: false,
    });
  });

  test("truncated JSON, a page of HTML and an answer of another shape are INVALID_RESPONSE", async () => {
    for (const body of ['{"run": {"info"', "<html>login</html>", '{"run": 1}', "[]"]) {
      const { client } = scripted([() => new Response(body)], { retries: 0 });
      expect([body, (await refusal(client.runs.get("r1"))).errorCode]).toEqual([
        body,
        "INVALID_RESPONSE",
      ]);
    }
  });

  test("a network that fails is NETWORK_ERROR with its cause and without the password", async () => {
    const { client } = scripted([dead], { retries: 0 });
    const error = await refusal(client.runs.get("r1"));
    expect(error).toMatchObject({
      errorCode: "NETWORK_ERROR",
      isRetryable: true,
      status: undefined,
    });
    expect(error.message).toContain("ECONNREFUSED");
    expect(JSON.stringify(error) + error.message).not.toContain("s3cret");
  });
});

describe("retries", () => {
  const busy = json({ error_code: "REQUEST_LIMIT_EXCEEDED", message: "slow down" }, 429);

  test("a read is retried after doubling waits", async () => {
    const { client, waits } = scripted([
      dead,
      () => new Response("", { status: 503 }),
      busy,
      json(run),
    ]);
    expect((await client.runs.get("r1")).info.runId).toBe("r1");
    expect(waits).toEqual([100, 200, 400]);
  });

  test("retries are limited, and permanent errors are not retried", async () => {
    const { client, asked } = scripted([dead, dead, dead, dead]);
    await refusal(client.runs.get("r1"));
    expect(asked).toHaveLength(4);
    const wrong = scripted([json({ error_code: "BAD_REQUEST", message: "no" }, 400)]);
    await refusal(wrong.client.runs.get("r1"));
    expect(wrong.asked).toHaveLength(1);
  });

  test.each([
    ["7", 7_000],
    ["Thu, 01 Jan 2026 00:00:30 GMT", 30_000],
  ])("not before the server's Retry-After: %s", async (header, ms) => {
    const { client, waits } = scripted([json({}, 429, { "retry-after": header }), json(run)]);
    await client.runs.get("r1");
    expect(waits).toEqual([ms]);
  });

  test("a date in Retry-After is read by the server's clock", async () => {
    const headers = {
      date: "Thu, 01 Jan 2037 00:00:00 GMT",
      "retry-after": "Thu, 01 Jan 2037 00:00:05 GMT",
    };
    const { client, waits } = scripted([json({}, 429, headers), json(run)]);
    await client.runs.get("r1");
    expect(waits).toEqual([5_000]);
  });

  test("a Retry-After of hours ends the call without another request", async () => {
    const { client, asked } = scripted([json({}, 429, { "retry-after": "7200" })]);
    expect(await refusal(client.runs.get("r1"))).toMatchObject({
      isRetryable: true,
      retryAfterMs: 7_200_000,
    });
    expect(asked).toHaveLength(1);
  });

  test("a batch is retried with the same timestamps", async () => {
    const { client, asked } = scripted([dead, json({})]);
    await client.runs.logBatch({ runId: "r", metrics: [{ key: "m", value: 1 }] });
    expect(await asked[1]?.text()).toBe(await asked[0]?.text());
  });

  test("the creation of an experiment is retried only after 429", async () => {
    const lost = scripted([dead]);
    await refusal(lost.client.experiments.create({ name: "a" }));
    expect(lost.asked).toHaveLength(1);
    const refused = scripted([busy, json({ experiment_id: "1" })]);
    expect(await refused.client.experiments.create({ name: "a" })).toBe("1");
  });

  test("the creation of a run is retried after a search for it", async () => {
    const found = scripted([dead, json({ runs: [run.run] })]);
    expect((await found.client.runs.create({ experimentId: "1" })).info.runId).toBe("r1");
    expect((await sentTo(found.asked, 1)).filter).toBe(
      "tags.`mlflow.jsClient.requestId` = 'request-1'",
    );
    const notFound = scripted([dead, json({}), json(run)]);
    await notFound.client.runs.create({ experimentId: "1" });
    expect(await notFound.asked[2]?.text()).toBe(await notFound.asked[0]?.text());
  });
});

describe("timeouts and abort signals", () => {
  const never: Answer = () => new Promise<Response>(() => undefined);

  test("a server that never answers is TIMEOUT, also when it stops within a response", async () => {
    const trickle: Answer = () =>
      new Response(new ReadableStream({ start: (c) => c.enqueue(new Uint8Array(1)) }));
    for (const answer of [never, trickle]) {
      const { client } = scripted([answer], { retries: 0, timeoutMs: 20 });
      expect(await refusal(client.runs.get("r1"))).toMatchObject({
        errorCode: "TIMEOUT",
        isRetryable: true,
      });
    }
  });

  test("an aborted call rejects with the signal's reason, without a retry", async () => {
    const controller = new AbortController();
    const { client, asked } = scripted([never]);
    const call = client.runs.get("r1", { signal: controller.signal });
    const reason = new Error("enough");
    controller.abort(reason);
    await expect(call).rejects.toBe(reason);
    expect(asked.length).toBeLessThanOrEqual(1);
    await expect(client.runs.get("r1", { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});
