import { access, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { vaeLabHere } from "./command.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "vae-lab-home-"));
});
afterAll(() => rm(folder, { recursive: true }));

test.each([["start"], ["train"], ["sweep kl-direction"], ["dashboard"]])(
  "`vae-lab %s` refuses a workspace where no folder can be created before it opens anything",
  async (line) => {
    const { code, stdout, stderr } = await vaeLabHere([...line.split(" "), "--home", "/proc/x"]);
    expect(stderr).toContain("cannot write to the workspace /proc/x");
    expect([stdout, code]).toEqual(["", 2]);
  },
);

test.each([["start"], ["train"], ["sweep kl-direction"], ["worker"]])(
  "`vae-lab %s` in a workspace that an earlier version uses is refused and opens nothing",
  async (line) => {
    const path = join(folder, line);
    await mkdir(path, { recursive: true });
    const holder = { host: "elsewhere", pid: 1, began: "", token: "theirs" };
    await writeFile(join(path, "sweep.lock"), JSON.stringify(holder));
    const { code, stdout, stderr } = await vaeLabHere([...line.split(" "), "--home", path]);
    expect(stderr).toContain("a sweep of an earlier version (process 1 on elsewhere)");
    expect([stdout, code]).toEqual(["", 2]);
    await expect(access(join(path, "tracking"))).rejects.toThrow("ENOENT");
  },
);

test("a worker in a workspace without sweeps ends if it need not wait", async () => {
  const args = ["worker", "--stop-when-idle", "--home", join(folder, "idle")];
  expect(await vaeLabHere(args)).toEqual({ stdout: "", stderr: "", code: 0 });
});
