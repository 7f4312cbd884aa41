import { describe, expect, test } from "vitest";
import { fromEnvironment } from "./environment.ts";

const uri = { MLFLOW_TRACKING_URI: "http://tracking.example/prefix" };

/** The requests of a client made from this environment. */
const sentBy = async (env: Record<string, string>) => {
  const asked: Request[] = [];
  const { client } = fromEnvironment(
    { ...uri, ...env },
    {
      fetch: async (input, init) => {
        asked.push(new Request(input, init));
        return Response.json({});
      },
    },
  );
  await client.server.health();
  return asked[0];
};

test("the address keeps its prefix, and a named experiment or run is returned", () => {
  const env = { MLFLOW_EXPERIMENT_ID: "7", MLFLOW_EXPERIMENT_NAME: "kl", MLFLOW_RUN_ID: "r1" };
  const { client, ...rest } = fromEnvironment({ ...uri, ...env });
  expect(client.trackingUri).toBe("http://tracking.example/prefix");
  expect(rest).toEqual({ experimentId: "7", experimentName: "kl", runId: "r1" });
  expect(Object.keys(fromEnvironment(uri))).toEqual(["client"]);
});

test.each([
  [{ MLFLOW_TRACKING_USERNAME: "u", MLFLOW_TRACKING_PASSWORD: "p" }, `Basic ${btoa("u:p")}`],
  [{ MLFLOW_TRACKING_TOKEN: "t0ken" }, "Bearer t0ken"],
  [
    { MLFLOW_TRACKING_USERNAME: "u", MLFLOW_TRACKING_PASSWORD: "p", MLFLOW_TRACKING_TOKEN: "t" },
    `Basic ${btoa("u:p")}`,
  ],
  [{ MLFLOW_TRACKING_USERNAME: "u", MLFLOW_TRACKING_TOKEN: "t0ken" }, "Bearer t0ken"],
  [{}, null],
  [{ MLFLOW_TRACKING_TOKEN: "" }, null],
])("%j gives the header %s, as MLflow's own client does", async (env, header) => {
  expect((await sentBy(env as Record<string, string>))?.headers.get("authorization")).toBe(header);
});

test("retries and their waits follow MLflow's numbers", async () => {
  const waitsOf = async (env: Record<string, string>) => {
    const waits: number[] = [];
    const { client } = fromEnvironment(
      { ...uri, ...env },
      {
        fetch: async () => new Response("", { status: 503 }),
        retry: { jitter: () => 0.5, sleep: async (ms) => void waits.push(ms) },
      },
    );
    await client.server.health().catch(() => undefined);
    return waits;
  };
  expect(await waitsOf({})).toEqual([2, 4, 8, 16, 32, 64, 120].map((s) => s * 1_000));
  expect(
    await waitsOf({
      MLFLOW_HTTP_REQUEST_MAX_RETRIES: "2",
      MLFLOW_HTTP_REQUEST_BACKOFF_FACTOR: "0.5",
    }),
  ).toEqual([500, 1_000]);
  expect(await waitsOf({ MLFLOW_HTTP_REQUEST_MAX_RETRIES: "0" })).toEqual([]);
});

test("MLFLOW_HTTP_REQUEST_TIMEOUT is in seconds", async () => {
  const { client } = fromEnvironment(
    { ...uri, MLFLOW_HTTP_REQUEST_TIMEOUT: "0.01", MLFLOW_HTTP_REQUEST_MAX_RETRIES: "0" },
    { fetch: () => new Promise(() => undefined) },
  );
  await expect(client.server.health()).rejects.toThrow("timed out after 10 ms");
});

test("MLFLOW_TRUNCATE_LONG_VALUES sets the policy for long values", async () => {
  const warnings: string[] = [];
  const log = (value: string) =>
    fromEnvironment(
      { ...uri, MLFLOW_TRUNCATE_LONG_VALUES: value },
      { fetch: async () => Response.json({}), onWarning: (message) => warnings.push(message) },
    ).client.runs.logParam({ runId: "r", key: "p", value: "x".repeat(7_000) });
  await log("true");
  expect(warnings).toHaveLength(1);
  await expect(log("false")).rejects.toThrow("at most 6000 characters");
});

describe("unsupported variables are refused by name", () => {
  test.each([
    [{ MLFLOW_TRACKING_URI: "" }, "MLFLOW_TRACKING_URI must be set"],
    [
      { MLFLOW_TRACKING_URI: "sqlite:///mlflow.db" },
      'begin with http:// or https://, got "sqlite:"',
    ],
    [{ MLFLOW_TRACKING_URI: "./mlruns" }, "must begin with http:// or https://"],
    [
      { MLFLOW_HTTP_REQUEST_TIMEOUT: "soon" },
      'MLFLOW_HTTP_REQUEST_TIMEOUT must be a number ≥ 0, got "soon"',
    ],
    [{ MLFLOW_TRUNCATE_LONG_VALUES: "yes" }, "MLFLOW_TRUNCATE_LONG_VALUES must be true or false"],
    [{ MLFLOW_TRACKING_SERVER_CERT_PATH: "ca.pem" }, "NODE_EXTRA_CA_CERTS"],
    [{ MLFLOW_TRACKING_INSECURE_TLS: "true" }, "NODE_TLS_REJECT_UNAUTHORIZED=0"],
    [{ MLFLOW_TRACKING_CLIENT_CERT_PATH: "me.pem" }, "pass a fetch"],
  ])("%j", (env, message) => {
    expect(() => fromEnvironment({ ...uri, ...env } as Record<string, string>)).toThrow(message);
  });

  test("a fetch of the caller may implement them", () => {
    const env = { ...uri, MLFLOW_TRACKING_CLIENT_CERT_PATH: "me.pem" };
    expect(() => fromEnvironment(env, { fetch: globalThis.fetch })).not.toThrow();
    expect(() => fromEnvironment({ ...uri, MLFLOW_TRACKING_INSECURE_TLS: "false" })).not.toThrow();
  });
});
