import { chmod, mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openWorkspace, unusableWorkspace } from "./workspace.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "vae-lab-workspace-"));
});
afterEach(() => rm(folder, { recursive: true }));

test("a workspace is made with the folders above it, and keeps its id", async () => {
  const path = join(folder, "a", "b");
  const first = await openWorkspace(path);
  expect((await openWorkspace(path)).id).toBe(first.id);
  expect((await openWorkspace(join(folder, "other"))).id).not.toBe(first.id);
  expect((await readdir(path)).sort()).toEqual(["home-id", "trials"]);
  expect(await readdir(join(path, "trials"))).toEqual([]);
});

test("workspaces opened at the same time agree on their id", async () => {
  const workspaces = await Promise.all(Array.from({ length: 8 }, () => openWorkspace(folder)));
  expect(new Set(workspaces.map(({ id }) => id)).size).toBe(1);
});

test.each([
  [
    "a path below a file",
    async () => {
      await writeFile(join(folder, "file"), "");
      return join(folder, "file", "home");
    },
  ],
  [
    "a file",
    async () => {
      await writeFile(join(folder, "file"), "");
      return join(folder, "file");
    },
  ],
  ["a place where no folder can be made", async () => "/proc/vae-lab"],
])("%s cannot be a workspace, and the refusal names it", async (_, place) => {
  const path = await place();
  await expect(openWorkspace(path)).rejects.toMatchObject({
    name: "InputError",
    message: expect.stringContaining(`cannot write to the workspace ${path} (`),
  });
});

test.each([
  ["EROFS", "the file system is read-only: name another folder in --home"],
  ["ENOSPC", "free disk space, or name another folder in --home"],
  ["EACCES", "give this user write permission, or name another folder in --home"],
  ["ENOTDIR", "; name another folder in --home or VAE_LAB_HOME"],
])("a workspace refused for %s comes with the remedy", (code, remedy) => {
  const { message } = unusableWorkspace(
    "/x",
    Object.assign(new Error(`${code}: mkdir '/x'`), { code }),
  );
  expect(message).toContain(`cannot write to the workspace /x (${code}: mkdir '/x')`);
  expect(message).toContain(remedy);
});

test("only the owner can read a new workspace, and one that exists keeps its mode", async () => {
  const path = join(folder, "deep", "home");
  const modeOf = async () => ((await stat(path)).mode & 0o777).toString(8);
  await openWorkspace(path);
  expect(await modeOf()).toBe("700");
  await chmod(path, 0o755);
  await openWorkspace(path);
  expect(await modeOf()).toBe("755");
});
