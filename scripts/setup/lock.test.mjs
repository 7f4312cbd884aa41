import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { isAbandoned, withLock } from "./lock.mjs";

let folder;
let path;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lock-"));
  path = join(folder, "deep/setup.lock");
});
afterEach(() => rmSync(folder, { recursive: true }));

const deadPid = () => spawnSync(process.execPath, ["--version"]).pid;
const quickly = { pause: 1, onWait: () => {} };

test("only one of many concurrent holders has the lock at a time", async () => {
  let inside = 0;
  let max = 0;
  const visit = () =>
    withLock(
      path,
      async () => {
        inside += 1;
        max = Math.max(max, inside);
        await new Promise(setImmediate);
        inside -= 1;
      },
      quickly,
    );
  await Promise.all(Array.from({ length: 20 }, visit));
  expect(max).toBe(1);
});

test("the lock is released after the work, also where that throws", async () => {
  await expect(
    withLock(path, async () => {
      expect(existsSync(path)).toBe(true);
      throw new Error("no luck");
    }),
  ).rejects.toThrow("no luck");
  expect(readdirSync(join(folder, "deep"))).toEqual([]);
});

test("a waiting process reports which process it waits for", async () => {
  const waitedFor = [];
  let second;
  await withLock(path, async () => {
    second = withLock(path, async () => "done", { pause: 1, onWait: (pid) => waitedFor.push(pid) });
  });
  expect(await second).toBe("done");
  expect(waitedFor).toEqual([String(process.pid)]);
});

test("the lock of a dead process is taken over and removed", async () => {
  await withLock(path, async () => {});
  writeFileSync(path, `${deadPid()} ${hostname()} 0\n`);
  expect(await withLock(path, async () => "mine")).toBe("mine");
  expect(readdirSync(join(folder, "deep"))).toEqual([]);
});

test("a lock is abandoned when its process is dead or its heartbeat has stopped, and only then", () => {
  const alive = `${process.pid} ${hostname()} 0\n`;
  expect(isAbandoned({ text: alive, age: 1_000 })).toBe(false);
  expect(isAbandoned({ text: alive, age: 120_000 })).toBe(true);
  expect(isAbandoned({ text: `${deadPid()} ${hostname()} 0\n`, age: 0 })).toBe(true);
  expect(isAbandoned({ text: `${deadPid()} another-machine 0\n`, age: 0 })).toBe(false);
  expect(isAbandoned({ text: "", age: 0 })).toBe(false);
});

test("an empty lock file, left by a crash before it was written, is taken over", async () => {
  await withLock(path, async () => {});
  writeFileSync(path, "");
  utimesSync(path, new Date(0), new Date(0));
  expect(await withLock(path, async () => "mine", quickly)).toBe("mine");
});
