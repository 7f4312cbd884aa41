import { inspect } from "node:util";
import { expect, test } from "vitest";
import { type MlflowClientOptions, mlflowClient } from "./client.ts";

const password = "p@ss/wörd%21";
const token = "tok3n-of-mine";
const key = "k3y-of-a-gateway";
const basic = btoa(String.fromCharCode(...new TextEncoder().encode(`user:${password}`)));
const secrets = [password, token, key, basic, encodeURIComponent(password)];

/** Everything that a log could show of a value: message, stack, causes and fields. */
const shown = (value: unknown): string => {
  const error = value as Error;
  const own = [inspect(value, { depth: 9, showHidden: true }), String(value), error.stack];
  return [...own, JSON.stringify(value), error.cause ? shown(error.cause) : ""].join("\n");
};

/** A server or network whose errors repeat the request. */
const tellTale: Record<string, typeof fetch> = {
  "a network error with the headers in it": async (input, init) => {
    const cause = new Error(`while sending ${JSON.stringify(init?.headers)}`);
    throw new TypeError(`fetch of ${input} failed`, { cause });
  },
  "an error of MLflow's that repeats the request": async (_, init) =>
    Response.json(
      { error_code: "BAD_REQUEST", message: `got ${JSON.stringify(init?.headers)}` },
      { status: 400 },
    ),
  "a proxy's page that repeats the request": async (_, init) =>
    new Response(`<pre>${JSON.stringify(init?.headers)}</pre>`, { status: 502 }),
  "an answer that is no JSON": async (_, init) =>
    new Response(JSON.stringify(init?.headers).slice(1)),
  "an answer of another shape": async (_, init) => Response.json({ run: init?.headers }),
};

const accesses: [string, Partial<MlflowClientOptions>][] = [
  ["a password in the address", {}],
  ["a password", { credentials: { username: "user", password } }],
  ["a token", { credentials: { token } }],
  ["a header", { headers: { "x-api-key": key } }],
];

test.each(accesses)("%s never shows, whatever goes wrong", async (name, options) => {
  for (const [what, fetch] of Object.entries(tellTale)) {
    const user = name.includes("address") ? `user:${encodeURIComponent(password)}@` : "";
    const trackingUri = `http://${user}tracking.example`;
    const client = mlflowClient({ trackingUri, fetch, retry: { retries: 0 }, ...options });
    const error = await client.runs.get("r").catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Error);
    for (const text of [shown(error), shown(client)])
      expect([what, secrets.filter((secret) => text.includes(secret))]).toEqual([what, []]);
  }
});

test("a header that fetch would refuse by printing it is refused without its value", () => {
  for (const [, options] of [
    ["token", { credentials: { token: `${token}\n` } }],
    ["header", { headers: { "x-api-key": `${key}試` } }],
  ] as const) {
    try {
      mlflowClient({ trackingUri: "http://here", ...options });
      expect.unreachable();
    } catch (error) {
      expect(shown(error)).toContain("must be one line of Latin-1");
      expect(secrets.filter((secret) => shown(error).includes(secret))).toEqual([]);
    }
  }
});

test("an invalid address is refused without its password", () => {
  for (const trackingUri of [
    `ftp://u:${token}@host`,
    `http//u:${token}@host`,
    `sqlite://u:${token}@h`,
  ])
    try {
      mlflowClient({ trackingUri });
      expect.unreachable();
    } catch (error) {
      expect(shown(error)).toContain("must begin with http");
      expect(shown(error)).not.toContain(token);
    }
});

test("an artifact store of another origin gets no credentials unless it is listed", async () => {
  const headersAt = async (artifactUri: string, artifactOrigins: string[] = []) => {
    const seen: [string, string | null, string | null][] = [];
    const client = mlflowClient({
      trackingUri: "http://tracking.example:5000/prefix",
      credentials: { token },
      headers: { "x-api-key": key },
      artifactOrigins,
      fetch: async (input, init) => {
        const { url, headers, method } = new Request(input, init);
        if (method === "PUT")
          seen.push([url, headers.get("authorization"), headers.get("x-api-key")]);
        const info = { run_id: "r", experiment_id: "1", artifact_uri: artifactUri };
        return Response.json({ run: { info } });
      },
    });
    await client.artifacts.upload({ runId: "r", path: "a.txt", body: "a" });
    return seen[0];
  };
  const path = "api/2.0/mlflow-artifacts/artifacts/1/r/a.txt";
  const ours = [`Bearer ${token}`, key];
  expect(await headersAt("mlflow-artifacts:/1/r")).toEqual([
    `http://tracking.example:5000/prefix/${path}`,
    ...ours,
  ]);
  expect(await headersAt("mlflow-artifacts://files.example:9000/1/r")).toEqual([
    `http://files.example:9000/${path}`,
    null,
    null,
  ]);
  expect(
    await headersAt("mlflow-artifacts://files.example:9000/1/r", ["http://files.example:9000"]),
  ).toEqual([`http://files.example:9000/${path}`, ...ours]);
  expect(await headersAt("http://evil.example/1/r")).toEqual([
    "http://evil.example/1/r/a.txt",
    null,
    null,
  ]);
});

test("credentials do not follow a redirect, and the error names its target", async () => {
  const asked: Request[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    asked.push(new Request(input, init));
    const headers = { location: "https://login.example/?state=abc" };
    return new Response("", { status: 302, headers });
  };
  const client = mlflowClient({ trackingUri: "http://here", headers: { "x-api-key": key }, fetch });
  await expect(client.runs.get("r")).rejects.toMatchObject({
    status: 302,
    isRetryable: false,
    message: expect.stringContaining("was redirected to https://login.example/, and"),
  });
  expect(asked.map(({ redirect }) => redirect)).toEqual(["manual"]);
});
