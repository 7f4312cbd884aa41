import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { codeHash, hashOfFolders } from "./code-hash.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "vae-lab-code-"));
  await mkdir(join(folder, "inner"));
  await writeFile(join(folder, "a.ts"), "export const a = 1;\n");
  await writeFile(join(folder, "inner", "b.js"), "export const b = 2;\n");
});
afterEach(() => rm(folder, { recursive: true }));

test("a changed, added or renamed code file changes the hash, and undoing it restores the hash", async () => {
  const before = await hashOfFolders([folder]);
  await writeFile(join(folder, "inner", "b.js"), "export const b = 3;\n");
  const changed = await hashOfFolders([folder]);
  await writeFile(join(folder, "inner", "b.js"), "export const b = 2;\n");
  expect(await hashOfFolders([folder])).toBe(before);
  await writeFile(join(folder, "c.ts"), "");
  const added = await hashOfFolders([folder]);
  expect(new Set([before, changed, added]).size).toBe(3);
});

test("tests, declarations and files that are no code do not change the hash", async () => {
  const before = await hashOfFolders([folder]);
  for (const name of ["a.test.ts", "a.d.ts", "README.md", "a.js.map"])
    await writeFile(join(folder, name), "text");
  expect(await hashOfFolders([folder])).toBe(before);
});

test("the hash of the code that runs is 16 digits and stays the same", async () => {
  expect(await codeHash()).toMatch(/^[0-9a-f]{16}$/);
  expect(await codeHash()).toBe(await codeHash());
});

test("processes that resolve imports to sources or to built files agree on the hash", () => {
  const loader = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
  const file = new URL("./code-hash.ts", import.meta.url).href;
  const script = `import(${JSON.stringify(file)}).then(async (m) => console.log(await m.codeHash()))`;
  const hashes = [[], ["--conditions=@vae-lab/source"]].map((conditions) =>
    execFileSync(process.execPath, [...conditions, "--import", loader, "-e", script], {
      encoding: "utf8",
      env: { ...process.env, NODE_OPTIONS: "" },
    }),
  );
  expect(hashes[0]).toMatch(/^[0-9a-f]{16}\n$/);
  expect(hashes[1]).toBe(hashes[0]);
});
