import { randomUUID } from "node:crypto";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { mlflowClient } from "mlflow-js-client";
import { expect, test, vi } from "vitest";
import { listen, openTrackingServer } from "../src/index.ts";
import { collect, temporaryFolder } from "./contract/contract.ts";

/** Runs the TypeScript example of a README and returns what it printed. */
const run = async (readme: string, environment: Record<string, string>): Promise<unknown[][]> => {
  const example = /```ts\n([\s\S]*?)```/.exec(readFileSync(readme, "utf8"))?.[1] ?? "";
  const file = join(import.meta.dirname, `example-${randomUUID()}.ts`);
  writeFileSync(file, example);
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  const log = vi.spyOn(console, "log").mockReturnValue(undefined);
  try {
    await import(/* @vite-ignore */ file);
    return log.mock.calls;
  } finally {
    log.mockRestore();
    vi.unstubAllEnvs();
    rmSync(file);
  }
};

const readme = (name: string) => join(import.meta.dirname, "..", "..", name, "README.md");

test("the server's README runs as it stands", async () => {
  const folder = temporaryFolder();
  const printed = await run(readme("tracking-server"), { FOLDER: folder });
  expect(printed).toEqual([
    [expect.stringMatching(/^MLFLOW_TRACKING_URI=http:\/\/127\.0\.0\.1:\d+$/)],
  ]);
  const server = openTrackingServer({ folder });
  const client = mlflowClient({ trackingUri: "http://embedded", fetch: server.fetch });
  expect(await client.experiments.getByName("kl-direction")).toBeDefined();
  server.close();
});

test("the client's README runs as it stands", async () => {
  const server = openTrackingServer({ folder: temporaryFolder() });
  const { url, close } = await listen({ app: server.app, port: 0 });
  const printed = await run(readme("mlflow-js-client"), { MLFLOW_TRACKING_URI: url });
  expect(printed).toEqual([
    ["β 4", [expect.objectContaining({ key: "test/elbo", value: -117, step: 3 })]],
  ]);
  const client = mlflowClient({ trackingUri: url });
  const experiment = await client.experiments.getByName("readme");
  const runs = client.runs.search({ experimentIds: [experiment?.experimentId ?? ""] });
  expect((await collect(runs)).map((found) => found.info.status)).toEqual(["FINISHED"]);
  await close();
  server.close();
});
