import { spawn } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import Libsql from "libsql";
import { mlflowClient } from "mlflow-js-client";
import { expect, test } from "vitest";
import { backUpStore, examineStore, openTrackingServer, StoreError } from "../src/index.ts";
import { collect, temporaryFolder } from "./contract/contract.ts";

const refusalOf = (folder: string): StoreError => {
  try {
    openTrackingServer({ folder }).close();
  } catch (error) {
    expect(error).toBeInstanceOf(StoreError);
    return error as StoreError;
  }
  throw new Error("the store was opened");
};

const clientOf = (server: { fetch: typeof fetch }) =>
  mlflowClient({ trackingUri: "http://embedded", fetch: server.fetch });

test("written data are there when the folder is opened again", async () => {
  const folder = join(temporaryFolder(), "made", "on", "demand");
  const first = openTrackingServer({ folder });
  const { info } = await clientOf(first).runs.create({ experimentId: "0", runName: "kept" });
  first.close();
  const second = openTrackingServer({ folder });
  expect((await clientOf(second).runs.get(info.runId)).info).toEqual(info);
  second.close();
});

test("the database file alone is the whole store once the server is closed", async () => {
  const folder = temporaryFolder();
  const first = openTrackingServer({ folder });
  const { info } = await clientOf(first).runs.create({ experimentId: "0", runName: "kept" });
  first.close();
  const copy = temporaryFolder();
  copyFileSync(join(folder, "tracking.sqlite"), join(copy, "tracking.sqlite"));
  const second = openTrackingServer({ folder: copy });
  expect((await clientOf(second).runs.get(info.runId)).info).toEqual(info);
  second.close();
});

test("a damaged store is reported with its remedy and left unchanged", () => {
  const folder = temporaryFolder();
  const path = join(folder, "tracking.sqlite");
  const damage = "this was a database once ".repeat(100);
  writeFileSync(path, damage);
  const error = refusalOf(folder);
  expect(error.path).toBe(path);
  expect(error.message).toContain(path);
  expect(error.message).toContain("move it away");
  expect(readFileSync(path, "utf8")).toBe(damage);
});

test("a newer store is refused and left unchanged", () => {
  const folder = temporaryFolder();
  openTrackingServer({ folder }).close();
  const path = join(folder, "tracking.sqlite");
  const newer = new Libsql(path);
  newer.exec("PRAGMA user_version = 999; PRAGMA wal_checkpoint(TRUNCATE)");
  newer.close();
  const before = readFileSync(path);
  expect(refusalOf(folder).message).toMatch(
    /newer version wrote it \(schema 999, this version reads up to \d+\)/,
  );
  expect(readFileSync(path).equals(before)).toBe(true);
});

test("another program's database is refused and left unchanged", () => {
  const folder = temporaryFolder();
  const path = join(folder, "tracking.sqlite");
  const other = new Libsql(path);
  other.exec("CREATE TABLE alembic_version (version_num TEXT)");
  other.close();
  const before = readFileSync(path);
  expect(refusalOf(folder).message).toContain("another program");
  expect(readFileSync(path).equals(before)).toBe(true);
});

test("a folder in the way of the store, and a file in the way of the folder, are named", () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "tracking.sqlite"));
  expect(refusalOf(folder).message).toContain(join(folder, "tracking.sqlite"));
  writeFileSync(join(folder, "file"), "");
  expect(refusalOf(join(folder, "file")).message).toContain(join(folder, "file"));
});

test("a folder that the system cannot create is refused without waiting", () => {
  // /proc answers mkdir with ENOENT, which Node's recursive mkdir reads as a missing parent.
  const nowhere = existsSync("/proc/self") ? "/proc/nope/deep" : join(temporaryFolder(), "a\0b");
  expect(refusalOf(nowhere).message).toContain("cannot create the folder");
});

const damage = (path: string, from: number) => {
  const bytes = readFileSync(path);
  bytes.fill(0x5a, from);
  writeFileSync(path, bytes);
};

test("a damaged database is refused with its path and the remedy, when it is opened or read", async () => {
  const remedy = (path: string) =>
    new RegExp(`^cannot read ${path}: the file is damaged.*restore a backup.*\`vae-lab import\``);
  const folder = temporaryFolder();
  openTrackingServer({ folder }).close();
  const path = join(folder, "tracking.sqlite");
  damage(path, 0);
  expect(refusalOf(folder).message).toMatch(remedy(path));

  const other = temporaryFolder();
  const filled = openTrackingServer({ folder: other });
  const options = { trackingUri: "http://embedded", retry: { retries: 0 } };
  const client = mlflowClient({ ...options, fetch: filled.fetch });
  const { info } = await client.runs.create({ experimentId: "0" });
  const metrics = Array.from({ length: 3_000 }, (_, step) => ({
    key: "a",
    value: step,
    step,
    timestamp: 1,
  }));
  for (const part of [0, 1, 2])
    await client.runs.logBatch({
      runId: info.runId,
      metrics: metrics.slice(part * 1_000, part * 1_000 + 1_000),
    });
  filled.close();
  const damaged = join(other, "tracking.sqlite");
  // The first pages contain the schema, the last the points of the metric.
  damage(damaged, readFileSync(damaged).length - 3 * 4_096);
  expect(() => examineStore(other)).toThrow(remedy(damaged));
  const server = openTrackingServer({ folder: other });
  const reader = mlflowClient({ ...options, fetch: server.fetch });
  const history = reader.metrics.history({ runId: info.runId, key: "a" });
  await expect(collect(history)).rejects.toMatchObject({
    status: 500,
    message: expect.stringMatching(remedy(damaged)),
  });
  server.close();
});

test.each([
  ["a lone continuation byte", Buffer.from([0xa5])],
  ["the first byte of a character alone", Buffer.from([0xc3])],
])(
  "a text that %s makes invalid is refused with the path and the remedy, instead of ending the process",
  async (_, wrong) => {
    const folder = temporaryFolder();
    const server = openTrackingServer({ folder });
    const { info } = await clientOf(server).runs.create({
      experimentId: "0",
      runName: "name-of-run",
    });
    await clientOf(server).runs.logBatch({ runId: info.runId, params: { a: "value-of-param" } });
    server.close();
    const path = join(folder, "tracking.sqlite");
    const whole = readFileSync(path);
    for (const text of ["name-of-run", "value-of-param"]) {
      const bytes = Buffer.from(whole);
      for (let at = bytes.indexOf(text); at >= 0; at = bytes.indexOf(text, at + 1))
        wrong.copy(bytes, at + text.length - 1);
      writeFileSync(path, bytes);
      const refusal = new RegExp(
        `^cannot read ${path}: the file is damaged.*is not UTF-8.*restore a backup`,
      );
      expect(refusalOf(folder).message).toMatch(refusal);
      expect(() => examineStore(folder)).toThrow(refusal);
      expect(readFileSync(path).equals(bytes)).toBe(true);
    }
  },
);

test("only the owner can read a store, its artifacts and a backup", async () => {
  const folder = join(temporaryFolder(), "deep", "store");
  const server = openTrackingServer({ folder });
  const client = mlflowClient({ trackingUri: "http://embedded", fetch: server.fetch });
  const { info } = await client.runs.create({ experimentId: "0" });
  await client.artifacts.upload({ runId: info.runId, path: "a/b.txt", body: "b" });
  backUpStore({ folder, file: join(folder, "copies", "backup.sqlite") });
  const modes = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => {
    const found = statSync(join(folder, name));
    return [name, found.isDirectory(), (found.mode & 0o777).toString(8)];
  });
  server.close();
  expect(modes.length).toBeGreaterThan(10);
  for (const [name, isFolder, mode] of modes)
    expect([name, mode]).toEqual([name, isFolder ? "700" : "600"]);
  expect((statSync(folder).mode & 0o777).toString(8)).toBe("700");
});

test("four processes that open a new store and log at once, while a fifth reads, lose nothing", async () => {
  const folder = temporaryFolder();
  const batches = 40;
  const writers = ["one", "two", "three", "four"].map(
    (name) =>
      new Promise<string>((resolve, reject) => {
        const writer = spawn(
          process.execPath,
          [
            join(import.meta.dirname, "../../../scripts/run-source.mjs"),
            join(import.meta.dirname, "writer.ts"),
            folder,
            name,
            `${batches}`,
          ],
          { stdio: ["ignore", "pipe", "inherit"] },
        );
        let runId = "";
        writer.stdout.on("data", (chunk: Buffer) => {
          runId += chunk.toString();
        });
        writer.on("exit", (code) =>
          code === 0 ? resolve(runId) : reject(new Error(`${name}: ${code}`)),
        );
      }),
  );
  const server = openTrackingServer({ folder });
  const client = clientOf(server);
  let isWriting = true;
  const ended = Promise.all(writers).finally(() => {
    isWriting = false;
  });
  while (isWriting) {
    for (const run of await collect(client.runs.search({ experimentIds: ["0"] }))) {
      const { runId } = run.info;
      const steps = (await collect(client.metrics.history({ runId, key: "m" }))).length;
      // A batch is visible completely or not at all.
      expect(steps % 25).toBe(0);
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const runIds = await ended;
  for (const runId of runIds) {
    const history = await collect(client.metrics.history({ runId, key: "m" }));
    expect(history.map((metric) => metric.step)).toEqual(
      Array.from({ length: batches * 25 }, (_, step) => step),
    );
  }
  expect(new Set(runIds).size).toBe(4);
  server.close();
});

test("a page of runs equals the single runs, to the last bit of each double", async () => {
  const server = openTrackingServer({ folder: temporaryFolder() });
  const client = mlflowClient({ trackingUri: "http://embedded", fetch: server.fetch });
  const bits = new DataView(new ArrayBuffer(8));
  const drawn = Array.from({ length: 2_000 }, (_, n) => {
    // A linear congruential generator gives the same doubles each time.
    bits.setUint32(0, (n * 2_654_435_761 + 12_345) >>> 0);
    bits.setUint32(4, (n * 1_597_334_677 + 67_890) >>> 0);
    return bits.getFloat64(0);
  });
  const edges = [5e-324, 2 ** -1022, 1.7976931348623157e308, 0.1, 1e21, 2 ** 53, -0.25, 0, 1];
  const values = [...edges, Number.NaN, Infinity, -Infinity, ...drawn];
  for (const runName of ['"metrics":[] $& \\', "none"]) {
    const { runId } = (await client.runs.create({ experimentId: "0", runName })).info;
    if (runName === "none") continue;
    const metrics = values.map((value, n) => ({ key: `é/${n}`, value, step: -n, timestamp: n }));
    await client.runs.logBatch({ runId, metrics, params: { p: '"metrics":[]' } });
  }
  const page = await collect(client.runs.search({ experimentIds: ["0"] }));
  expect(page).toHaveLength(2);
  for (const run of page) expect(run).toEqual(await client.runs.get(run.info.runId));
  expect(page.flatMap(({ data }) => data.metrics)).toHaveLength(values.length);
  server.close();
});
