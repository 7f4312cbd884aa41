import { access, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lockWorkspace } from "@vae-lab/experiments/workspace";
import { afterAll, beforeAll, expect, test } from "vitest";
import { vaeLab } from "./command.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "vae-lab-home-"));
});
afterAll(() => rm(folder, { recursive: true }));

test.each([["start"], ["train"], ["sweep kl-direction"], ["dashboard"]])(
  "`vae-lab %s` refuses a workspace where no folder can be created before it opens anything",
  async (line) => {
    const { code, stdout, stderr } = await vaeLab([...line.split(" "), "--home", "/proc/x"]);
    expect(stderr).toContain("cannot write to the workspace /proc/x");
    expect([stdout, code]).toEqual(["", 2]);
  },
);

test.each([["start"], ["train"], ["sweep kl-direction"]])(
  "`vae-lab %s` in a workspace that is in use names the dashboard of the other process and serves none",
  async (line) => {
    const path = join(folder, line);
    const home = await lockWorkspace(path);
    await home.announce("http://127.0.0.1:5151");
    try {
      const { code, stdout, stderr } = await vaeLab([...line.split(" "), "--home", path]);
      expect(stderr).toContain(`process ${process.pid} on `);
      expect(stderr).toContain("watch it at http://127.0.0.1:5151");
      expect([stdout, code]).toEqual(["", 2]);
      await expect(access(join(path, "tracking"))).rejects.toThrow("ENOENT");
    } finally {
      await home.release();
    }
  },
);
