import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { takeLock } from "./lock.ts";

let folder = "";
let file = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "vae-lab-lock-"));
  file = join(folder, "sweep.lock");
});
afterEach(() => rm(folder, { recursive: true }));

const heldBy = (pid: number, began = "") =>
  writeFile(file, JSON.stringify({ host: hostname(), pid, began, token: "theirs" }));

test("a lock that is held is refused, and free once given back", async () => {
  const { release } = await takeLock(file);
  await expect(takeLock(file)).rejects.toThrow(`process ${process.pid}`);
  await release();
  await (await takeLock(file)).release();
  expect(await readdir(folder)).toEqual([]);
});

test("of two that ask at once, one gets it", async () => {
  const answers = await Promise.allSettled([takeLock(file), takeLock(file), takeLock(file)]);
  expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});

test("the lock of a process that has ended is taken over", async () => {
  const { pid } = spawnSync(process.execPath, ["--version"]);
  await heldBy(pid);
  await takeLock(file);
  expect(JSON.parse(await readFile(file, "utf8")).pid).toBe(process.pid);
});

test("a live process that began at another time is not the holder", async () => {
  const other = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
  await once(other, "spawn");
  try {
    await heldBy(other.pid ?? 0, "long ago");
    await (await takeLock(file)).release();
  } finally {
    other.kill();
  }
});

test("a lock file cut short is taken over", async () => {
  await writeFile(file, '{"pid": 1');
  await (await takeLock(file)).release();
});

test("the lock of another machine is respected, for nothing can be known of it", async () => {
  await writeFile(file, JSON.stringify({ host: "elsewhere", pid: 1, began: "", token: "theirs" }));
  await expect(takeLock(file)).rejects.toThrow("process 1 on elsewhere");
});

test("who is refused is told where to watch the sweep that goes on", async () => {
  const { announce, release } = await takeLock(file);
  await announce("http://127.0.0.1:5050");
  await expect(takeLock(file)).rejects.toThrow("; watch it at http://127.0.0.1:5050; wait for it");
  await release();
  await announce("http://127.0.0.1:5050");
  expect(await readdir(folder)).toEqual([]);
});

test("releasing twice does not take the lock from its next holder", async () => {
  const first = await takeLock(file);
  await first.release();
  await takeLock(file);
  await first.release();
  await expect(takeLock(file)).rejects.toThrow("one sweep at a time");
});
