import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { openTrackingServer } from "@vae-lab/tracking-server";
import { mlflowClient } from "mlflow-js-client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startCommand, vaeLabHere } from "./command.ts";

let folder = "";
let home = "";
let isMounted = false;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "vae-lab-read-only-"));
  const written = join(folder, "written");
  const store = join(written, "tracking");
  const server = openTrackingServer({ folder: store });
  const client = mlflowClient({ trackingUri: "http://127.0.0.1", fetch: server.fetch });
  await client.runs.create({ experimentId: "0", runName: "kept" });
  server.close();
  for (const file of ["tracking.sqlite-shm", "tracking.sqlite-wal"])
    await rm(join(store, file), { force: true });
  home = join(folder, "home");
  await mkdir(home);
  try {
    execFileSync("mount", ["--bind", written, home], { stdio: "ignore" });
    isMounted = true;
    execFileSync("mount", ["-o", "remount,bind,ro", home], { stdio: "ignore" });
  } catch {
    // Only some users may mount.
  }
});
afterAll(async () => {
  if (isMounted) execFileSync("umount", ["-l", home]);
  await rm(folder, { recursive: true });
});

test("a workspace on a read-only disk is listed, exported and served; training is refused", async ({
  skip,
}) => {
  if (!isMounted) return skip("this user may not mount a folder");
  const [run] = JSON.parse((await vaeLabHere(["runs", "--home", home, "--json"])).stdout);
  expect(run.name).toBe("kept");
  const mlruns = join(folder, "mlruns");
  expect((await vaeLabHere(["export", "--mlruns", mlruns, "--home", home])).code).toBe(0);
  expect(existsSync(join(mlruns, "0/meta.yaml"))).toBe(true);

  const child = startCommand(["dashboard", "--port", "0", "--home", home]);
  let url = "";
  for await (const line of createInterface({ input: child.stdout })) {
    const [, found] = /^dashboard: (\S+) \(runs in .*, read-only;/.exec(line) ?? [];
    if (found === undefined) continue;
    url = found;
    break;
  }
  const headers = { "content-type": "application/json" };
  const ask = (path: string, body: object) =>
    fetch(`${url}/api/2.0/mlflow/${path}`, { method: "POST", headers, body: JSON.stringify(body) });
  const found = await ask("runs/search", { experiment_ids: ["0"] });
  expect(await found.text()).toContain("kept");
  expect((await ask("runs/create", { experiment_id: "0" })).status).toBe(403);
  child.kill("SIGINT");
  await once(child, "exit");

  const { code, stderr } = await vaeLabHere(["train", "--home", home]);
  expect([code, stderr]).toEqual([2, expect.stringContaining("the file system is read-only")]);
}, 180_000);
