import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { joinWorkspace } from "./join-workspace.ts";

let path = "";
beforeEach(async () => {
  path = await mkdtemp(join(tmpdir(), "vae-lab-workspace-"));
});
afterEach(() => rm(path, { recursive: true }));

test("several sweeps may join a workspace, also at the same time", async () => {
  const joined = await Promise.all(Array.from({ length: 5 }, () => joinWorkspace(path)));
  expect(new Set(joined.map(({ id }) => id)).size).toBe(1);
  expect((await readdir(path)).sort()).toEqual(["home-id", "trials"]);
});

test("the lock file of an earlier version is respected", async () => {
  const theirs = { host: "elsewhere", pid: 1, began: "", token: "theirs", dashboard: "http://x" };
  await writeFile(join(path, "sweep.lock"), JSON.stringify(theirs));
  await expect(joinWorkspace(path)).rejects.toThrow(
    `a sweep of an earlier version (process 1 on elsewhere) is using ${path}; wait for it`,
  );
  expect(JSON.parse(await readFile(join(path, "sweep.lock"), "utf8"))).toEqual(theirs);
});
