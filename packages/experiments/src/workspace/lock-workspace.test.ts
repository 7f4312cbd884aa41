import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { lockWorkspace } from "./lock-workspace.ts";

let path = "";
beforeEach(async () => {
  path = await mkdtemp(join(tmpdir(), "vae-lab-workspace-"));
});
afterEach(() => rm(path, { recursive: true }));

test("a workspace in use is refused with the process and the way out, and free after its release", async () => {
  const { release } = await lockWorkspace(path);
  await expect(lockWorkspace(path)).rejects.toThrow(
    `another sweep (process ${process.pid} on ${hostname()}) is using ${path}; wait for it, stop it, or pass another --home (delete ${join(path, "sweep.lock")}`,
  );
  await release();
  await (await lockWorkspace(path)).release();
});

test("a sweep that is refused learns where to watch the running one", async () => {
  const { announce, release } = await lockWorkspace(path);
  await announce("http://127.0.0.1:5050");
  await expect(lockWorkspace(path)).rejects.toThrow(
    "watch it at http://127.0.0.1:5050, wait for it",
  );
  await release();
});

test("the lock file of an earlier version is respected", async () => {
  const theirs = { host: "elsewhere", pid: 1, began: "", token: "theirs", dashboard: "http://x" };
  await writeFile(join(path, "sweep.lock"), JSON.stringify(theirs));
  await expect(lockWorkspace(path)).rejects.toThrow("process 1 on elsewhere");
  expect(JSON.parse(await readFile(join(path, "sweep.lock"), "utf8"))).toEqual(theirs);
});
