import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { parseTrackingUri } from "mlflow-js-client";
import { expect, test } from "vitest";
import { forwardTo } from "./forward.ts";

const echo = async (input: string | URL | Request, init?: RequestInit): Promise<Response> =>
  Response.json({
    url: String(input),
    method: init?.method,
    headers: Object.fromEntries(new Headers(init?.headers)),
    body: init?.body ? await new Response(init.body).text() : null,
  });

test("a request is forwarded complete, with the path prefix of the server and the credentials", async () => {
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

test("a body is forwarded while it arrives, with its length, and so is the response", async () => {
  let hasArrived: (() => void) | undefined;
  const arrival = new Promise<void>((resolve) => {
    hasArrived = resolve;
  });
  const server = createServer((request, response) => {
    let text = "";
    request.on("data", (chunk: Buffer) => {
      text += chunk.toString();
      hasArrived?.();
    });
    request.on("end", () => {
      response.setHeader("x-length", request.headers["content-length"] ?? "none");
      response.end(text);
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const forward = forwardTo(parseTrackingUri(`http://127.0.0.1:${port}`));
  let sent = 0;
  const body = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      // The second half is sent only when the first has arrived.
      if (sent++ > 0) await arrival;
      controller.enqueue(new TextEncoder().encode("half "));
      if (sent === 2) controller.close();
    },
  });
  const headers = { "content-length": "10" };
  const request = { method: "PUT", body, headers, duplex: "half" } as const;
  const answer = await forward(new Request("http://127.0.0.1:5050/api/2.0/a", request));
  expect(await answer.text()).toBe("half half ");
  expect(answer.headers.get("x-length")).toBe("10");
  expect(answer.headers.get("content-length")).toBe("10");
  server.close();
  server.closeAllConnections();
});

test("a server that does not respond is reported as MLflow reports errors", async () => {
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
