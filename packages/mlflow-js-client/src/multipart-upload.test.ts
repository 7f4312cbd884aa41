import { expect, test } from "vitest";
import { mlflowClient } from "./client.ts";

const body = Uint8Array.from({ length: 25 }, (_, n) => n);

/** A server with an object store; `answer` may replace responses. */
const storing = (answer: (request: Request) => Response | undefined = () => undefined) => {
  const asked: { call: string; body: unknown; headers: Headers }[] = [];
  const parts = new Map<number, Uint8Array>();
  const client = mlflowClient({
    trackingUri: "http://tracking.example/prefix",
    credentials: { token: "s3cret" },
    multipart: { fromBytes: 20, partBytes: 10 },
    retry: { retries: 2, sleep: async () => undefined },
    fetch: async (input, init) => {
      const request = new Request(input, init);
      const { method, url, headers } = request;
      if (url.includes("runs/get")) {
        const info = { run_id: "r", experiment_id: "1", artifact_uri: "mlflow-artifacts:/1/r" };
        return Response.json({ run: { info } });
      }
      const sent = new Uint8Array(await request.clone().arrayBuffer());
      const isPart = url.startsWith("http://bucket.example");
      const call = `${method} ${url}`;
      asked.push({ call, headers, body: isPart ? sent : new TextDecoder().decode(sent) });
      const stepped = answer(request);
      if (stepped) return stepped;
      if (isPart) {
        const number = Number(new URL(url).searchParams.get("part"));
        parts.set(number, sent);
        return new Response("", { headers: { etag: `"tag${number}"` } });
      }
      if (!url.includes("/mpu/create/")) return Response.json({});
      const credentials = [1, 2, 3].map((part_number) => ({
        part_number,
        url: `http://bucket.example/k?part=${part_number}&signature=x`,
        headers: { "x-store_header": "kept" },
      }));
      return Response.json({ upload_id: "u1", credentials });
    },
  });
  const upload = (bytes = body) =>
    client.artifacts.upload({ runId: "r", path: "images/a b.bin", body: bytes });
  return { asked, parts, upload };
};

const mpu = (step: string) =>
  `POST http://tracking.example/prefix/api/2.0/mlflow-artifacts/mpu/${step}/1/r/images`;
const plain =
  "PUT http://tracking.example/prefix/api/2.0/mlflow-artifacts/artifacts/1/r/images/a%20b.bin";

test("a large body is sent in parts, and the store's tags are returned to the server", async () => {
  const { asked, parts, upload } = storing();
  await upload();
  expect(asked.map(({ call }) => call.replace(/\?.*/, ""))).toEqual([
    mpu("create"),
    ...Array.from({ length: 3 }, () => "PUT http://bucket.example/k"),
    mpu("complete"),
  ]);
  expect([...parts.values()].flatMap((part) => [...part])).toEqual([...body]);
  expect(JSON.parse(String(asked[0]?.body))).toEqual({ path: "a b.bin", num_parts: 3 });
  expect(JSON.parse(String(asked[4]?.body))).toMatchObject({
    path: "a b.bin",
    upload_id: "u1",
    parts: [1, 2, 3].map((part_number) => ({ part_number, etag: `"tag${part_number}"` })),
  });
});

test("the store gets its headers and not the tracking server's token", async () => {
  const { asked, upload } = storing();
  await upload();
  expect(asked.map(({ headers }) => headers.get("authorization"))).toEqual([
    "Bearer s3cret",
    null,
    null,
    null,
    "Bearer s3cret",
  ]);
  expect(asked[1]?.headers.get("x-store_header")).toBe("kept");
});

test("a small body is sent in one request", async () => {
  const { asked, upload } = storing();
  await upload(body.subarray(0, 19));
  expect(asked.map(({ call }) => call)).toEqual([plain]);
});

test.each([501, 404])("so does a large one where there are no parts (%i)", async (status) => {
  const { asked, upload } = storing((request) =>
    request.url.includes("/mpu/")
      ? Response.json({ error_code: "NOT_IMPLEMENTED", message: "no" }, { status })
      : undefined,
  );
  await upload();
  expect(asked.map(({ call }) => call)).toEqual([mpu("create"), plain]);
});

test("a lost part is sent again, and a failed upload is aborted", async () => {
  let failures = 1;
  const flaky = storing((request) =>
    request.url.includes("part=2") && failures-- > 0
      ? new Response("", { status: 503 })
      : undefined,
  );
  await flaky.upload();
  expect([...flaky.parts.keys()]).toEqual([1, 2, 3]);
  const broken = storing((request) =>
    request.url.includes("part=2") ? new Response("", { status: 403 }) : undefined,
  );
  await expect(broken.upload()).rejects.toMatchObject({ status: 403 });
  expect(broken.asked.at(-1)).toMatchObject({
    call: mpu("abort"),
    body: JSON.stringify({ path: "a b.bin", upload_id: "u1" }),
  });
});
