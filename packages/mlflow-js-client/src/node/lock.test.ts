import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { LockedError, lockFile, lockHolder } from "./lock.ts";

let folder = "";
let file = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "lock-"));
  file = join(folder, "a.lock");
});
afterEach(() => rm(folder, { recursive: true }));

const writeLockOf = (pid: number, began = "", host = hostname()) =>
  writeFile(file, JSON.stringify({ host, pid, began, token: "theirs" }));

test("a held lock is refused and can be taken after its release", async () => {
  const { release } = await lockFile(file);
  await expect(lockFile(file)).rejects.toThrow(
    `cannot lock ${file}: process ${process.pid} on ${hostname()} holds it; stop that process`,
  );
  await release();
  await (await lockFile(file)).release();
  expect(await readdir(folder)).toEqual([]);
});

test("of three processes that ask at once, exactly one gets the lock", async () => {
  const outcomes = await Promise.allSettled([lockFile(file), lockFile(file), lockFile(file)]);
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});

test("the lock of a process that has ended is taken over", async () => {
  const { pid } = spawnSync(process.execPath, ["--version"]);
  await writeLockOf(pid);
  await lockFile(file);
  expect(JSON.parse(await readFile(file, "utf8")).pid).toBe(process.pid);
});

test("a live process with another start time is not the holder", async () => {
  const other = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
  await once(other, "spawn");
  try {
    await writeLockOf(other.pid ?? 0, "long ago");
    await expect(lockFile(file)).resolves.toBeDefined();
  } finally {
    other.kill();
  }
});

test("a lock file cut short by a crash is taken over", async () => {
  await writeFile(file, '{"pid": 1');
  await expect(lockFile(file)).resolves.toBeDefined();
});

test("the lock of another host is respected", async () => {
  await writeLockOf(1, "", "elsewhere");
  const refused = await lockFile(file).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(LockedError);
  expect((refused as LockedError).holder).toMatchObject({ pid: 1, host: "elsewhere" });
});

test("details that the holder published reach the process that is refused", async () => {
  const { describe, release } = await lockFile(file);
  await describe({ dashboard: "http://127.0.0.1:5050", pid: "not a detail" });
  await expect(lockFile(file)).rejects.toMatchObject({
    holder: { dashboard: "http://127.0.0.1:5050", pid: process.pid },
  });
  await release();
  await describe({ dashboard: "http://127.0.0.1:5050" });
  expect(await readdir(folder)).toEqual([]);
});

test("a second release does not remove the lock of the next holder", async () => {
  const first = await lockFile(file);
  await first.release();
  await lockFile(file);
  await first.release();
  await expect(lockFile(file)).rejects.toThrow("holds it");
});

test("an expired lock of a live process is taken over, and its holder learns so and removes nothing", async () => {
  const first = await lockFile(file);
  expect(await first.renew()).toBe(true);
  await expect(lockFile(file, { isExpired: async () => false })).rejects.toThrow("holds it");
  const second = await lockFile(file, { isExpired: async () => true });
  expect(await first.renew()).toBe(false);
  await first.release();
  await expect(lockFile(file)).rejects.toThrow("holds it");
  expect(await second.renew()).toBe(true);
  await second.release();
  expect(await second.renew()).toBe(false);
  expect(await readdir(folder)).toEqual([]);
});

test("the holder of a lock is known while it lives and has it", async () => {
  expect(await lockHolder(file)).toBeUndefined();
  const { release } = await lockFile(file);
  expect(await lockHolder(file)).toMatchObject({ pid: process.pid });
  await release();
  await writeLockOf(process.pid, "long ago");
  expect(await lockHolder(file)).toBeUndefined();
});
