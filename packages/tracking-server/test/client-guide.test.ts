import { randomUUID } from "node:crypto";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type Listening, listen, openTrackingServer, type TrackingServer } from "../src/index.ts";
import { temporaryFolder } from "./contract/contract.ts";

const guide = readFileSync(
  join(import.meta.dirname, "..", "..", "mlflow-js-client", "docs", "guide.md"),
  "utf8",
);
const examples = [...guide.matchAll(/^## (.*)\n[\s\S]*?```ts\n([\s\S]*?)```/gm)].map(
  ([, title = "", code = ""]) => ({ title, code }),
);

let server: TrackingServer | undefined;
let listening: Listening | undefined;
beforeAll(async () => {
  server = openTrackingServer({ folder: temporaryFolder() });
  listening = await listen({ app: server.app, port: 0 });
  vi.stubEnv("MLFLOW_TRACKING_URI", listening.url);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await listening?.close();
  server?.close();
});

test("every section of the client's guide has an example", () => {
  expect(examples.map(({ title }) => title)).toEqual(
    [...guide.matchAll(/^## (.*)$/gm)].map(([, title]) => title),
  );
  expect(examples.length).toBeGreaterThanOrEqual(9);
});

test.each(examples)("the guide's example on $title prints what it says", async ({ code }) => {
  const promised = [...code.matchAll(/→ ([^→\n]*)/g)].map(([, text = ""]) => text.trim());
  const file = join(import.meta.dirname, `guide-${randomUUID()}.ts`);
  writeFileSync(file, code);
  const log = vi.spyOn(console, "log").mockReturnValue(undefined);
  try {
    await import(/* @vite-ignore */ file);
    expect(log.mock.calls.map((words) => words.join(" "))).toEqual(promised);
    expect(promised.length).toBeGreaterThan(0);
  } finally {
    log.mockRestore();
    rmSync(file);
  }
});
