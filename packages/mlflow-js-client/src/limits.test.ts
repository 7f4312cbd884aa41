import { describe, expect, test } from "vitest";
import { type MlflowClient, mlflowClient } from "./client.ts";
import { limits } from "./limits.ts";

const client = mlflowClient({
  trackingUri: "http://here",
  fetch: async () =>
    Response.json({ experiment_id: "1", run: { info: { run_id: "r", experiment_id: "1" } } }),
});
const text = (length: number): string => "😀".repeat(length);
const dataset = { name: "d", digest: "1", sourceType: "local", source: "here" };
const withDataset = (fields: object) => (c: MlflowClient) =>
  c.runs.logInputs({ runId: "r", datasets: [{ dataset: { ...dataset, ...fields } }] });

const cases: [string, number, (length: number) => (c: MlflowClient) => Promise<unknown>][] = [
  ["experiment name", 500, (n) => (c) => c.experiments.create({ name: text(n) })],
  [
    "tag of an experiment",
    20_000,
    (n) => (c) => c.experiments.setTag({ experimentId: "1", key: "k", value: text(n) }),
  ],
  ["dataset name", 500, (n) => withDataset({ name: text(n) })],
  ["dataset digest", 36, (n) => withDataset({ digest: text(n) })],
  ["dataset schema", 1_048_575, (n) => withDataset({ schema: "x".repeat(n) })],
  ["dataset source", 65_535, (n) => withDataset({ source: "x".repeat(n) })],
  ["dataset profile", 16_777_215, (n) => withDataset({ profile: "x".repeat(n) })],
  ["param", 6_000, (n) => (c) => c.runs.logParam({ runId: "r", key: "k", value: text(n) })],
  ["tag", 8_000, (n) => (c) => c.runs.setTag({ runId: "r", key: "k", value: text(n) })],
  ["tag", 8_000, (n) => (c) => c.runs.create({ experimentId: "1", tags: { k: text(n) } })],
];

describe("lengths, in code points as Python counts them", () => {
  test.each(cases)("a %s of %i passes, one more is refused by the rule", async (kind, most, at) => {
    await at(most)(client);
    await expect(at(most + 1)(client)).rejects.toThrow(
      `a ${kind} must have at most ${most} characters`,
    );
  });

  test.each(["metric", "param", "tag"] as const)("a key of a %s has at most 250", async (kind) => {
    const log = (length: number) => {
      const key = "k".repeat(length);
      return client.runs.logBatch({
        runId: "r",
        ...(kind === "metric" ? { metrics: [{ key, value: 1 }] } : { [`${kind}s`]: { [key]: "" } }),
      });
    };
    await log(limits.keyLength);
    await expect(log(limits.keyLength + 1)).rejects.toThrow(
      `a ${kind} key must have at most 250 characters, got 251`,
    );
  });
});

test("a page size of 0 is refused", async () => {
  const search = client.runs.search({ experimentIds: ["1"], maxResults: 0 });
  await expect(search[Symbol.asyncIterator]().next()).rejects.toMatchObject({
    errorCode: "INVALID_PARAMETER_VALUE",
    status: undefined,
  });
});
