import { once } from "node:events";
import { Agent, request } from "node:http";
import { connect } from "node:net";
import { mlflowClient } from "mlflow-js-client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Listening, listen, openTrackingServer, type TrackingServer } from "../src/index.ts";
import { temporaryFolder, uniqueName } from "./contract/contract.ts";

/** Sends headers that fetch does not allow, such as Host and Origin. */
const raw = (
  { port }: Listening,
  options: { method?: string; path?: string; headers?: Record<string, string>; agent?: Agent },
): Promise<{ status: number; body: string }> =>
  new Promise((resolve, reject) => {
    const sent = request({ host: "127.0.0.1", port, path: "/health", ...options }, (answer) => {
      let body = "";
      answer.on("data", (chunk: Buffer) => {
        body += chunk.toString();
      });
      answer.on("end", () => resolve({ status: answer.statusCode ?? 0, body }));
    });
    sent.on("error", reject);
    sent.end(options.method === "POST" ? JSON.stringify({ name: uniqueName() }) : undefined);
  });

describe("over the network", () => {
  let server: TrackingServer;
  let listening: Listening;
  beforeAll(async () => {
    server = openTrackingServer({ folder: temporaryFolder() });
    listening = await listen({ app: server.app, port: 0 });
  });
  afterAll(async () => {
    await listening.close();
    server.close();
  });
  const create = (headers: Record<string, string>) =>
    raw(listening, {
      method: "POST",
      path: "/api/2.0/mlflow/experiments/create",
      headers: { "content-type": "application/json", ...headers },
    });

  test("the server is healthy and states the API version it follows and that it is not MLflow", async () => {
    const client = mlflowClient({ trackingUri: listening.url });
    await client.server.health();
    expect(await client.server.version()).toMatch(/^3\.\d+\.\d+\+vae-lab$/);
  });

  test.each(["localhost", "127.0.0.1", "[::1]", "localhost:5050"])(
    "the host %s is let in",
    async (host) => {
      expect((await raw(listening, { headers: { host } })).status).toBe(200);
    },
  );

  test.each([
    "evil.example",
    "127.0.0.1.evil.example",
    "localhost.evil.example:5050",
    "192.168.0.1",
  ])("the host %s is refused: it may be a name that was made to point here", async (host) => {
    expect(await raw(listening, { headers: { host } })).toEqual({
      status: 403,
      body: "Invalid Host header - possible DNS rebinding attack detected",
    });
  });

  test.each(["http://evil.example", "null", "https://localhost.evil.example", "nonsense"])(
    "a write and a read from the origin %s are refused",
    async (origin) => {
      const refused = { status: 403, body: "Cross-origin request blocked" };
      expect(await create({ origin })).toEqual(refused);
      expect(await raw(listening, { headers: { origin } })).toEqual(refused);
    },
  );

  test.each([
    ["an image of a foreign page", { "sec-fetch-dest": "image" }, 403],
    ["a script of a foreign page", { "sec-fetch-dest": "script" }, 403],
    [
      "a frame in a foreign page",
      { "sec-fetch-dest": "iframe", "sec-fetch-mode": "navigate" },
      403,
    ],
    ["an image of a page that names itself", { referer: "http://evil.example/x" }, 403],
    ["an image of a page of this machine", { referer: "http://localhost:5173/" }, 200],
    ["a link on a foreign page", { "sec-fetch-dest": "document" }, 200],
  ])("%s, which sends no Origin, is answered %s", async (_, headers, status) => {
    const crossSite = { "sec-fetch-site": "cross-site", ...(headers as Record<string, string>) };
    expect((await raw(listening, { headers: crossSite })).status).toBe(status);
    const own = { ...crossSite, "sec-fetch-site": "same-origin" };
    expect((await raw(listening, { headers: own })).status).toBe(200);
  });

  test("an app that is not the tracking server is guarded by its listener", async () => {
    const page = await listen({ fetch: () => new Response("page"), port: 0 });
    expect((await raw(page, {})).body).toBe("page");
    expect((await raw(page, { headers: { origin: "http://evil.example" } })).status).toBe(403);
    await page.close();
  });

  test("a connection whose headers or body stop arriving is closed", async () => {
    const limits = { headersTimeoutMs: 100, idleTimeoutMs: 300 };
    const impatient = await listen({ app: server.app, port: 0, ...limits });
    const startOf = async (text: string) => {
      const socket = connect(impatient.port, "127.0.0.1");
      socket.on("error", () => undefined);
      socket.write(text);
      socket.resume();
      await once(socket, "close");
    };
    await startOf("GET /health HTTP/1.1\r\nhost: localhost\r\n");
    const put = "PUT /api/2.0/mlflow-artifacts/artifacts/a HTTP/1.1\r\nhost: localhost\r\n";
    await startOf(`${put}content-length: 10\r\n\r\nhalf`);
    await impatient.close();
  });

  test.each(["http://localhost:5173", "http://127.0.0.1:5050", "http://[::1]:1"])(
    "a write from the origin %s is taken",
    async (origin) => {
      expect((await create({ origin })).status).toBe(200);
    },
  );

  test("a page on this machine may ask from another port, a page elsewhere may not", async () => {
    const preflight = async (origin: string) => {
      const request = { method: "OPTIONS", headers: { origin } };
      const answer = await server.fetch(`${listening.url}/api/2.0/mlflow/runs/search`, request);
      return answer.headers.get("access-control-allow-origin");
    };
    expect(await preflight("http://localhost:5173")).toBe("http://localhost:5173");
    expect(await preflight("http://evil.example")).toBeNull();
  });

  test("an allowed host name is accepted as host and as origin", async () => {
    const allowedHosts = ["lab.example"];
    const open = openTrackingServer({ folder: temporaryFolder(), allowedHosts });
    const named = await listen({ fetch: open.app.fetch, port: 0, allowedHosts });
    const headers = { host: "lab.example:80", origin: "http://lab.example" };
    expect((await raw(named, { method: "POST", headers, path: "/" })).status).toBe(404);
    await named.close();
    open.close();
  });

  test.each([
    "/api/2.0/mlflow-artifacts/artifacts/../../../../../../etc/passwd",
    "/api/2.0/mlflow-artifacts/artifacts/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
    "/api/2.0/mlflow-artifacts/artifacts//etc/passwd",
    "/api/2.0/mlflow-artifacts/artifacts/..%2ftracking.sqlite",
    "/api/2.0/mlflow-artifacts/artifacts/../tracking.sqlite",
  ])("no file is read by the path %s", async (path) => {
    const answer = await raw(listening, { path });
    expect([400, 404]).toContain(answer.status);
    expect(answer.body).not.toMatch(/root:|SQLite format/);
  });

  test("a body without a length is read as far as the limit of a batch, and no further", async () => {
    const send = async (size: number) => {
      const value = "x".repeat(size);
      const batch = JSON.stringify({ run_id: "nobody", tags: [{ key: "t", value }] });
      const body = new Blob([batch]).stream();
      const headers = { "content-type": "application/json" };
      const request = { method: "POST", headers, body, duplex: "half" } as const;
      const answer = await fetch(`${listening.url}/api/2.0/mlflow/runs/log-batch`, request);
      return (await answer.json()).message;
    };
    expect(await send(10)).toBe("Run with id=nobody not found");
    expect(await send(1_000_000)).toContain("at most 1000000 bytes");
  });

  test("on an address that others can reach, a token is required, and every request must contain it", async () => {
    await expect(listen({ app: server.app, host: "0.0.0.0", port: 0 })).rejects.toThrow(
      "cannot listen on 0.0.0.0 without a token",
    );
    const short = listen({ app: server.app, host: "0.0.0.0", port: 0, token: "short" });
    await expect(short).rejects.toThrow("at least 16 characters (got 5)");
    const token = "correct horse battery";
    const open = await listen({ fetch: server.fetch, host: "0.0.0.0", port: 0, token });
    const trackingUri = `http://127.0.0.1:${open.port}`;
    const status = async (headers: Record<string, string>, path = "/health") =>
      (await raw(open, { path, headers })).status;
    const basic = (password: string) =>
      `Basic ${Buffer.from(`anyone:${password}`).toString("base64")}`;
    expect(await status({})).toBe(401);
    expect(await status({}, "/get-artifact?run_id=a&path=b")).toBe(401);
    for (const authorization of ["Bearer wrong", basic("wrong"), basic(""), `Digest ${token}`, ""])
      expect([authorization, await status({ authorization })]).toEqual([authorization, 401]);
    expect(await status({ authorization: `bearer ${token.replaceAll(" ", "")}` })).toBe(401);
    // With the token, any host name is allowed.
    expect(await status({ authorization: basic(token), host: "lab.example" })).toBe(200);
    const client = mlflowClient({
      trackingUri,
      credentials: { username: "anyone", password: token },
    });
    expect((await client.experiments.get("0")).name).toBe("Default");
    const write = (origin: string) =>
      raw(open, {
        method: "POST",
        path: "/api/2.0/mlflow/experiments/create",
        headers: {
          authorization: basic(token),
          "content-type": "application/json",
          host: "lab.example:80",
          origin,
        },
      });
    expect((await write("http://lab.example:80")).status).toBe(200);
    expect((await write("http://evil.example")).status).toBe(403);
    await open.close();
  });

  test("a connection that is cut in the middle of a batch logs nothing of it", async () => {
    const client = mlflowClient({ trackingUri: listening.url });
    const { runId } = (await client.runs.create({ experimentId: "0" })).info;
    const metrics = [{ key: "m", value: 1, step: 0, timestamp: 0 }];
    const body = JSON.stringify({ run_id: runId, metrics });
    const head = [
      "POST /api/2.0/mlflow/runs/log-batch HTTP/1.1",
      "host: localhost",
      "content-type: application/json",
      `content-length: ${body.length + 10}`,
    ].join("\r\n");
    const socket = connect(listening.port, "127.0.0.1");
    socket.write(`${head}\r\n\r\n${body}`);
    await once(socket, "connect");
    socket.destroy();
    await once(socket, "close");
    // The answer on a later connection shows that the server has seen the end of the first.
    await client.server.health();
    expect((await client.runs.get(runId)).data.metrics).toEqual([]);
  });

  test("the server's own fetch answers a listener as its app does, reads and writes alike", async () => {
    const through = await listen({ fetch: server.fetch, port: 0 });
    const client = mlflowClient({ trackingUri: through.url, retry: { retries: 0 } });
    const experimentId = await client.experiments.create({ name: uniqueName() });
    expect((await client.experiments.get(experimentId)).lifecycleStage).toBe("active");
    await through.close();
  });

  test("a port in use is named in the error, or a free one is taken if requested", async () => {
    const { port } = listening;
    await expect(listen({ app: server.app, port })).rejects.toThrow(
      `cannot listen on port ${port} of 127.0.0.1: it is in use`,
    );
    const other = await listen({ app: server.app, port, fallBackToFreePort: true });
    expect(other.port).not.toBe(port);
    expect(await (await fetch(`${other.url}/health`)).text()).toBe("OK");
    await other.close();
  });

  test("closing does not wait for idle connections, and frees the port", async () => {
    const agent = new Agent({ keepAlive: true });
    const first = await listen({ app: server.app, port: 0 });
    expect((await raw(first, { agent })).status).toBe(200);
    await first.close();
    const second = await listen({ app: server.app, port: first.port });
    await second.close();
    agent.destroy();
  });

  test("closing lets a response in progress finish", async () => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let arrived = (): void => undefined;
    const asked = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const slow = await listen({
      port: 0,
      fetch: async () => {
        arrived();
        await held;
        return new Response("late");
      },
    });
    const answer = raw(slow, { agent: new Agent({ keepAlive: true }) });
    await asked;
    const closed = slow.close();
    release();
    expect((await answer).body).toBe("late");
    await closed;
  });
});
