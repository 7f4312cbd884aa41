import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openWorkspace, unusableWorkspace } from "./workspace.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "vae-lab-home-"));
});
afterEach(() => rm(folder, { recursive: true }));

test("a home is made with the folders above it, and keeps its id", async () => {
  const path = join(folder, "a", "b");
  const first = await openWorkspace(path);
  expect((await openWorkspace(path)).id).toBe(first.id);
  expect((await openWorkspace(join(folder, "other"))).id).not.toBe(first.id);
  expect((await readdir(path)).sort()).toEqual(["home-id", "trials"]);
  expect(await readdir(join(path, "trials"))).toEqual([]);
});

test("homes that are opened at once agree on their id", async () => {
  const homes = await Promise.all(Array.from({ length: 8 }, () => openWorkspace(folder)));
  expect(new Set(homes.map(({ id }) => id)).size).toBe(1);
});

test.each([
  [
    "below a file",
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
  ["where no folder can be made", async () => "/proc/vae-lab"],
])("a home that is %s is refused with its path", async (_, place) => {
  const path = await place();
  await expect(openWorkspace(path)).rejects.toMatchObject({
    name: "InputError",
    message: expect.stringContaining(`home must be a folder that can be written, got ${path} (`),
  });
});

test.each([
  ["EROFS", "nothing can be written on a read-only file system: name another in --home"],
  ["ENOSPC", "make room there, or name another in --home"],
  ["EACCES", "let this user write there, or name another in --home"],
  ["ENOTDIR", "; name another in --home or VAE_LAB_HOME"],
])("a home refused for %s is told with its reason and what to do about it", (code, remedy) => {
  const { message } = unusableWorkspace(
    "/x",
    Object.assign(new Error(`${code}: mkdir '/x'`), { code }),
  );
  expect(message).toContain(`got /x (${code}: mkdir '/x')`);
  expect(message).toContain(remedy);
});
