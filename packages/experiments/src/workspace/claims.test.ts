import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ClaimLostError, openClaims } from "./claims.ts";

let home = "";
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "vae-lab-claims-"));
});
afterEach(() => rm(home, { recursive: true }));

test("a claimed trial cannot be claimed again until it is released", async () => {
  const { claim } = openClaims(home);
  const first = await claim("a");
  expect(await claim("a")).toBeUndefined();
  expect(await openClaims(home).claim("a")).toBeUndefined();
  const other = await claim("b");
  await first?.release();
  expect(await claim("a")).toBeDefined();
  await other?.release();
});

test("of many claims at once, one succeeds", async () => {
  const claims = await Promise.all(Array.from({ length: 30 }, () => openClaims(home).claim("a")));
  expect(claims.filter((claim) => claim !== undefined)).toHaveLength(1);
});

test("the claim of a process that died is free at once", async () => {
  const program = `
    import { openClaims } from ${JSON.stringify(join(import.meta.dirname, "claims.ts"))};
    await openClaims(${JSON.stringify(home)}).claim("a");
    process.stdout.write("claimed");
    setInterval(() => {}, 1000);`;
  const child = spawn(
    process.execPath,
    [
      "--conditions=@vae-lab/source",
      ...["--import", import.meta.resolve("tsx"), "--input-type=module", "-e", program],
    ],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  await once(child.stdout, "data");
  const { claim } = openClaims(home);
  expect(await claim("a")).toBeUndefined();
  child.kill("SIGKILL");
  await once(child, "exit");
  expect(await claim("a")).toBeDefined();
});

test("a claim that is not renewed is taken over after its lease, and its holder is told", async () => {
  let time = 0;
  const frozen = await openClaims(home, { renewMs: 1e9, now: () => time }).claim("a");
  const { claim } = openClaims(home, { renewMs: 1_000, leaseMs: 5_000, now: () => time });
  for (; time < 3_000; time += 1_000) expect(await claim("a")).toBeUndefined();
  time = 1_000_000; // asleep: one interval passes
  expect(await claim("a")).toBeUndefined();
  time += 1_000;
  const taken = await claim("a");
  expect(taken).toBeDefined();
  time += 1e10;
  await expect(frozen?.confirm()).rejects.toBeInstanceOf(ClaimLostError);
  expect(frozen?.signal.aborted).toBe(true);
  await frozen?.release();
  await taken?.confirm();
  expect(await readdir(join(home, "claims"))).toEqual(["a"]);
});

test("a claim that is renewed is kept beyond its lease", async () => {
  const held = await openClaims(home, { renewMs: 20 }).claim("a");
  const { claim } = openClaims(home, { renewMs: 20, leaseMs: 60 });
  for (let look = 0; look < 20; look++) {
    expect(await claim("a")).toBeUndefined();
    await sleep(20);
  }
  await held?.confirm();
  await held?.release();
});
