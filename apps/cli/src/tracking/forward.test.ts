import { parseTrackingUri } from "mlflow-js-client";
import { expect, test } from "vitest";
import { forwardTo } from "./forward.ts";

const echo = async (input: string | URL | Request, init?: RequestInit): Promise<Response> =>
  Response.json({
    url: String(input),
    method: init?.method,
    headers: Object.fromEntries(new Headers(init?.headers)),
    body: init?.body ? Buffer.from(init.body as ArrayBuffer).toString() : null,
  });

test("a request is passed on whole, with the server's path prefix and our credentials", async () => {
  const forward = forwardTo(
    parseTrackingUri("https://example.test/mlflow", { token: "abc" }),
    echo,
  );
  const answer = await forward(
    new Request("http://127.0.0.1:5050/api/2.0/mlflow/runs/search?x=1", {
      method: "POST",
      headers: { "content-type": "application/json", cookie: "private" },
      body: "{}",
    }),
  );
  expect(await answer.json()).toEqual({
    url: "https://example.test/mlflow/api/2.0/mlflow/runs/search?x=1",
    method: "POST",
    headers: { "content-type": "application/json", authorization: "Bearer abc" },
    body: "{}",
  });
});

test("a server that does not answer is told in MLflow's own form", async () => {
  const broken = async (): Promise<Response> => {
    throw new TypeError("fetch failed");
  };
  const answer = await forwardTo(
    parseTrackingUri("http://gone.test"),
    broken,
  )(new Request("http://x/api/2.0/y"));
  expect(answer.status).toBe(503);
  expect(await answer.json()).toMatchObject({ error_code: "TEMPORARILY_UNAVAILABLE" });
});
