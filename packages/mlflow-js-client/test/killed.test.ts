import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, test } from "vitest";
import { mlflowClient, openSpool } from "../src/index.ts";
import { fileJournal } from "../src/node/index.ts";
import { served } from "./served.ts";

/** Starts the process, kills it with SIGKILL after `steps`, and returns the last reported step. */
const killedAfter = async (steps: number, ...args: string[]) => {
  const file = join(import.meta.dirname, "spooling-process.ts");
  const child = spawn(process.execPath, ["--import", import.meta.resolve("tsx"), file, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = once(child, "exit");
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (lines.length === steps + 1) child.kill("SIGKILL");
  }
  const [, signal] = await exited;
  return { runId: lines[0] ?? "", last: Number(lines.at(-1)), signal };
};

test("after kill -9 at any moment, with and without a server, one run has every point once", async () => {
  const folder = mkdtempSync(join(tmpdir(), "spool-"));
  const path = join(folder, "deep", "journal");
  const { server, url, close } = await served();
  let runId = "";
  let acknowledged = -1;
  const rounds = [40, 1, 150, 7, 60];
  for (const [round, steps] of rounds.entries()) {
    server.isAway = round % 2 === 0;
    const outcome = await killedAfter(steps, url, path, runId, `${acknowledged + 1}`);
    expect(outcome.signal).toBe("SIGKILL");
    runId = outcome.runId;
    expect(outcome.last).toBeGreaterThanOrEqual(acknowledged + steps);
    acknowledged = outcome.last;
  }
  server.isAway = false;
  const client = mlflowClient({ trackingUri: url });
  const spool = await openSpool(client, await fileJournal({ path }), { isAutomatic: false });
  expect((await spool.send()).refused).toEqual([]);
  await spool.close();

  expect(server.runs).toHaveLength(1);
  const steps = [...(server.runs[0]?.points.values() ?? [])].map((point) => point.step);
  // A point may be in the journal although its process was killed before reporting it. The next
  // process then logs it again with the same key, and the server drops it.
  expect(steps).toEqual(Array.from({ length: steps.length }, (_, n) => n));
  expect(steps.length).toBeGreaterThan(acknowledged);
  expect(server.repeated).toBeLessThanOrEqual(2 * rounds.length);
  await close();
  rmSync(folder, { recursive: true });
});
