import { mkdir, mkdtemp, readFile, rm, rmdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { trialLog } from "./trial-log.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "vae-lab-log-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test("text that cannot be written is kept and written with the next text", async () => {
  const file = join(folder, "log.txt");
  const { write, readLog } = trialLog(file);
  write("first");
  await rm(file);
  await mkdir(file);
  write("second");
  expect(readLog()).toBe("second\n");
  await rmdir(file);
  write("third\n");
  expect(await readFile(file, "utf8")).toBe("second\nthird\n");
});

test("a log in a deleted folder throws nothing", async () => {
  const { logLine, readLog } = trialLog(join(folder, "log.txt"));
  await rm(folder, { recursive: true });
  logLine("lost");
  expect(readLog()).toContain("lost");
});
