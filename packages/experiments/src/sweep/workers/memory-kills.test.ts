import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { memoryKills } from "./memory-kills.ts";

test("kills for lack of memory are those that the system counts, and none where it does not count", async () => {
  const folder = await mkdtemp(join(tmpdir(), "vae-lab-kills-"));
  const [events, vmstat] = [join(folder, "memory.events"), join(folder, "vmstat")];
  await writeFile(events, "low 0\nhigh 0\nmax 12\noom 2\noom_kill 2\noom_group_kill 0\n");
  await writeFile(vmstat, "nr_free_pages 5\noom_kill 3\n");
  expect(memoryKills([events, vmstat, join(folder, "none")])).toBe(5);
  expect(memoryKills([join(folder, "none")])).toBe(0);
  await rm(folder, { recursive: true });
});
