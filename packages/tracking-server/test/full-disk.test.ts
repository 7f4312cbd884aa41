import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { mlflowClient } from "mlflow-js-client";
import { afterEach, expect, test } from "vitest";
import { trackingApp } from "../src/app.ts";
import { artifactStore } from "../src/artifacts/artifact-store.ts";
import { openTrackingServer } from "../src/index.ts";
import { openStore } from "../src/store/open-store.ts";
import { collect, refusal, temporaryFolder } from "./contract/contract.ts";

const undo: (() => void)[] = [];
afterEach(() => {
  for (const step of undo.splice(0).reverse()) step();
});

/** A small disk, if this user may mount one. */
const smallDisk = (): string | undefined => {
  const folder = temporaryFolder();
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=2m", "tmpfs", folder], { stdio: "ignore" });
  } catch {
    return undefined;
  }
  undo.push(() => execFileSync("umount", ["-l", folder]));
  return folder;
};

/** A read-only view of a folder, if this user may mount one. */
const readOnlyView = (folder: string): string | undefined => {
  const view = temporaryFolder();
  try {
    execFileSync("mount", ["--bind", folder, view], { stdio: "ignore" });
    undo.push(() => execFileSync("umount", ["-l", view]));
    execFileSync("mount", ["-o", "remount,bind,ro", view], { stdio: "ignore" });
  } catch {
    return undefined;
  }
  return view;
};

/** A server whose disk can be filled and cleared, and its warnings. */
const onSmallDisk = () => {
  const warnings: string[] = [];
  const warn = (message: string) => warnings.push(message);
  const disk = smallDisk();
  if (disk !== undefined) {
    const server = openTrackingServer({ folder: disk, warn });
    undo.push(() => server.close());
    const ballast = join(disk, "ballast");
    return {
      fetch: server.fetch,
      warnings,
      fill: () => {
        try {
          for (let size = 1 << 20; ; size += 4_096) writeFileSync(ballast, Buffer.alloc(size));
        } catch {
          // The data written before the error stay, and the disk is full.
        }
      },
      makeRoom: () => rmSync(ballast),
    };
  }
  // With a limit of pages, SQLite answers as on a full disk.
  const folder = temporaryFolder();
  const database = openStore(folder);
  undo.push(() => database.close());
  const root = join(realpathSync(folder), "artifacts");
  mkdirSync(root);
  const artifacts = artifactStore({ root, incoming: join(folder, "incoming"), maxBytes: 1e6 });
  const app = trackingApp({ database, artifacts, allowedHosts: [], warn });
  return {
    fetch: async (...[input, init]: Parameters<typeof fetch>) =>
      app.fetch(new Request(input, init)),
    warnings,
    fill: () => database.exec("PRAGMA max_page_count = 1"),
    makeRoom: () => database.exec("PRAGMA max_page_count = 1000000"),
  };
};

const batch = (from: number) =>
  Array.from({ length: 1_000 }, (_, n) => ({
    key: "m",
    value: from + n,
    step: from + n,
    timestamp: from + n,
  }));

test("a full disk pauses writing with a message; acknowledged data stay, and writing continues", async () => {
  const { fetch, fill, makeRoom, warnings } = onSmallDisk();
  const options = { trackingUri: "http://embedded", fetch };
  const client = mlflowClient({ ...options, retry: { retries: 0 } });
  const { runId } = (await client.runs.create({ experimentId: "0" })).info;
  const log = (from: number) => client.runs.logBatch({ runId, metrics: batch(from) });
  const steps = async () =>
    (await collect(client.metrics.history({ runId, key: "m" }))).map(({ step }) => step);
  await log(0);
  fill();
  let acknowledged = 1;
  let refused: unknown;
  for (; refused === undefined && acknowledged < 1_000; acknowledged++)
    refused = await log(acknowledged * 1_000).catch((error: unknown) => error);
  acknowledged--;
  expect(refused).toMatchObject({
    status: 503,
    errorCode: "TEMPORARILY_UNAVAILABLE",
    isRetryable: true,
    message: expect.stringContaining("Cannot write the store: its disk is full."),
  });
  expect(await refusal(log(acknowledged * 1_000))).toMatchObject({ status: 503 });
  expect(warnings).toEqual([expect.stringContaining("Writing pauses")]);
  expect(await steps()).toHaveLength(acknowledged * 1_000);
  // A retrying writer continues when there is space.
  const patient = mlflowClient({
    ...options,
    fetch: async (...request) => {
      const answer = await fetch(...request);
      if (answer.status === 503) makeRoom();
      return answer;
    },
  });
  await patient.runs.logBatch({ runId, metrics: batch(acknowledged * 1_000) });
  expect(await steps()).toEqual(Array.from({ length: (acknowledged + 1) * 1_000 }, (_, n) => n));
  expect(warnings.slice(1)).toEqual(["The store can be written again."]);
});

test("a store that became read-only refuses writes, says so, and can be read", async () => {
  const folder = temporaryFolder();
  const database = openStore(folder);
  undo.push(() => database.close());
  const artifacts = artifactStore({ root: folder, incoming: folder, maxBytes: 1e6 });
  const app = trackingApp({ database, artifacts, allowedHosts: [], warn: () => undefined });
  const client = mlflowClient({
    trackingUri: "http://embedded",
    fetch: async (input, init) => app.fetch(new Request(input, init)),
    retry: { retries: 0 },
  });
  database.exec("PRAGMA query_only = ON");
  expect(await refusal(client.experiments.create({ name: "x" }))).toMatchObject({
    status: 503,
    message: expect.stringContaining("read-only"),
  });
  expect((await client.experiments.get("0")).name).toBe("Default");
  database.exec("PRAGMA query_only = OFF");
  await client.experiments.create({ name: "x" });
});

test("a file that does not fit a real disk is refused, and nothing of it is listed or left", async ({
  skip,
}) => {
  const disk = smallDisk();
  if (disk === undefined) return skip("this user may not mount a disk");
  const server = openTrackingServer({ folder: disk, warn: () => undefined });
  undo.push(() => server.close());
  const options = { trackingUri: "http://embedded", fetch: server.fetch, retry: { retries: 0 } };
  const client = mlflowClient(options);
  const { runId } = (await client.runs.create({ experimentId: "0" })).info;
  const upload = (path: string, size: number) =>
    client.artifacts.upload({ runId, path, body: new Uint8Array(size) });
  await upload("small.bin", 10);
  expect(await refusal(upload("large.bin", 4_000_000))).toMatchObject({ status: 503 });
  const files = await client.artifacts.list({ runId });
  expect(files.map(({ path }) => path)).toEqual(["small.bin"]);
  await upload("after.bin", 100_000);
});

test("a store on a real read-only disk can be read and refuses writes", async ({ skip }) => {
  const folder = temporaryFolder();
  const writer = openTrackingServer({ folder });
  undo.push(() => writer.close());
  const options = { trackingUri: "http://embedded", retry: { retries: 0 } };
  const { info } = await mlflowClient({ ...options, fetch: writer.fetch }).runs.create({
    experimentId: "0",
    runName: "before",
  });
  const view = readOnlyView(folder);
  if (view === undefined) return skip("this user may not mount a view");
  const reader = openTrackingServer({ folder: view, warn: () => undefined });
  undo.push(() => reader.close());
  const client = mlflowClient({ ...options, fetch: reader.fetch });
  expect((await client.runs.get(info.runId)).info.runName).toBe("before");
  const writes = [
    client.runs.logMetric({ runId: info.runId, key: "m", value: 1 }),
    client.artifacts.upload({ runId: info.runId, path: "a", body: "a" }),
  ];
  for (const write of writes)
    expect(await refusal(write)).toMatchObject({
      status: 503,
      message: expect.stringContaining("read-only"),
    });
});

test("a store on a read-only disk that no process has open is opened for reading alone", async ({
  skip,
}) => {
  const folder = temporaryFolder();
  const options = { trackingUri: "http://embedded", retry: { retries: 0 } };
  const writer = openTrackingServer({ folder });
  const wrote = mlflowClient({ ...options, fetch: writer.fetch });
  const { runId } = (await wrote.runs.create({ experimentId: "0", runName: "before" })).info;
  await wrote.artifacts.upload({ runId, path: "a", body: "a" });
  writer.close();
  for (const file of ["tracking.sqlite-shm", "tracking.sqlite-wal"])
    rmSync(join(folder, file), { force: true });
  const view = readOnlyView(folder);
  if (view === undefined) return skip("this user may not mount a view");
  expect(() => openTrackingServer({ folder: view })).toThrow("the store is read-only");
  const reader = openTrackingServer({ folder: view, access: "read" });
  undo.push(() => reader.close());
  expect(reader.isReadOnly).toBe(true);
  const client = mlflowClient({ ...options, fetch: reader.fetch });
  expect((await client.runs.get(runId)).info.runName).toBe("before");
  expect(new TextDecoder().decode(await client.artifacts.download({ runId, path: "a" }))).toBe("a");
  for (const write of [
    client.runs.logMetric({ runId, key: "m", value: 1 }),
    client.artifacts.upload({ runId, path: "b", body: "b" }),
  ])
    expect(await refusal(write)).toMatchObject({
      status: 403,
      message: expect.stringContaining("read-only"),
    });
});

test("a store on a full disk is opened for reading, and its disk is named when it is to be written", async ({
  skip,
}) => {
  const disk = smallDisk();
  if (disk === undefined) return skip("this user may not mount a disk");
  const options = { trackingUri: "http://embedded", retry: { retries: 0 } };
  const elsewhere = temporaryFolder();
  const first = openTrackingServer({ folder: elsewhere });
  await mlflowClient({ ...options, fetch: first.fetch }).runs.create({ experimentId: "0" });
  first.close();
  // A copy, because this process may keep the files of the first store open.
  copyFileSync(join(elsewhere, "tracking.sqlite"), join(disk, "tracking.sqlite"));
  try {
    writeFileSync(join(disk, "ballast"), Buffer.alloc(1 << 22));
  } catch {
    // The data written before the error stay, and the disk is full.
  }
  expect(() => openTrackingServer({ folder: disk })).toThrow(/its disk is full or fails .*; free/);
  const server = openTrackingServer({ folder: disk, access: "read" });
  undo.push(() => server.close());
  expect(server.isReadOnly).toBe(true);
  const client = mlflowClient({ ...options, fetch: server.fetch });
  expect(await collect(client.runs.search({ experimentIds: ["0"] }))).toHaveLength(1);
});
