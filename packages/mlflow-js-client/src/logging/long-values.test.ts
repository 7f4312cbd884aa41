import { expect, test } from "vitest";
import { mlflowClient } from "../client.ts";

test('with "cut", long values are cut with a warning', async () => {
  const warnings: string[] = [];
  const sent: string[] = [];
  const client = mlflowClient({
    trackingUri: "http://here",
    fetch: async (_, init) => {
      sent.push(String(init?.body));
      return Response.json({});
    },
    longValues: "cut",
    onWarning: (message) => warnings.push(message),
  });
  await client.runs.logBatch({ runId: "r", params: { note: "😀".repeat(6_001), ok: "x" } });
  expect(warnings).toEqual(['param "note" was cut to 6000 of its 6001 characters']);
  expect(JSON.parse(sent[0] ?? "").params[0].value).toBe("😀".repeat(6_000));
});

test("values within the limit pass without a warning", async () => {
  const warnings: string[] = [];
  const client = mlflowClient({
    trackingUri: "http://here",
    fetch: async () => Response.json({}),
    longValues: "cut",
    onWarning: (message) => warnings.push(message),
  });
  await client.runs.logParam({ runId: "r", key: "p", value: "x".repeat(6_000) });
  await client.runs.setTag({ runId: "r", key: "t", value: "😀".repeat(8_000) });
  expect(warnings).toEqual([]);
});

test("long values are refused in every call by default", async () => {
  const client = mlflowClient({
    trackingUri: "http://here",
    fetch: async () => expect.unreachable("nothing may be sent"),
  });
  const value = "x".repeat(8_001);
  const calls = [
    client.runs.logBatch({ runId: "r", tags: { t: value } }),
    client.runs.logParam({ runId: "r", key: "t", value }),
    client.runs.setTag({ runId: "r", key: "t", value }),
    client.runs.create({ experimentId: "0", tags: { t: value } }),
    client.experiments.setTag({ experimentId: "0", key: "t", value: "x".repeat(20_001) }),
  ];
  for (const call of calls) await expect(call).rejects.toThrow(/must have at most \d+ characters/);
});
