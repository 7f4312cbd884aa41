import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TrialConfig } from "@vae-lab/experiments/config";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startCommand, vaeLab, vaeLabHere } from "./command.ts";

const base = {
  dataset: { name: "bars", trainSize: 128, testSize: 64 },
  model: { kind: "vae", latent: 2, hidden: [8] },
  objective: {},
  estimator: { kind: "pathwise" },
  epochs: 1,
};

let folder = "";
let home = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "vae-lab-sweep-"));
  home = join(folder, "home");
  const write = (name: string, content: object) =>
    writeFile(join(folder, name), JSON.stringify(content));
  await write("tiny.json", { name: "tiny", base, vary: { "objective.beta": [1, 4] } });
  await write("long.json", { name: "long", base: { ...base, epochs: 100_000 } });
});
afterAll(() => rm(folder, { recursive: true }));

test("a sweep trains and prints its table, and a second one only reads the finished trials", async () => {
  const sweep = ["sweep", join(folder, "tiny.json"), "--home", home, "--workers", "1"];
  const first = await vaeLab(sweep);
  expect(first.stderr).toBe("");
  expect(first.code).toBe(0);
  expect(first.stdout).toContain("2 trials: 0 finished before, 2 to run");
  const rows = first.stdout.split("\n").filter((line) => /^reverse-kl · β [14] /.test(line));
  expect(rows).toHaveLength(2);

  const again = await vaeLab([...sweep, "--json"]);
  expect(again.stderr).toContain("2 trials: 2 finished before, 0 to run");
  const { rows: kept, failed, interrupted } = JSON.parse(again.stdout);
  expect([kept.length, failed, interrupted]).toEqual([2, [], false]);
  expect(kept[0].measures["test/elbo"]).toBeLessThan(0);

  const runs = JSON.parse((await vaeLabHere(["runs", "--home", home, "--json"])).stdout);
  expect(runs.map(({ status }: { status: string }) => status)).toEqual(["FINISHED", "FINISHED"]);
}, 120_000);

test("--dry-run says how many trials there are and how long they train, and writes nothing", async () => {
  const nowhere = join(folder, "nowhere");
  const path = join(folder, "long.yaml");
  await writeFile(
    path,
    `name: long\nbase: ${JSON.stringify({ ...base, epochs: 100_000 })}\nseeds: 12\n`,
  );
  const args = ["sweep", path, "--dry-run", "--home", nowhere, "--workers", "2"];
  const { stdout, code } = await vaeLabHere([...args, "--json"]);
  const { trials, seconds, measured, first } = JSON.parse(stdout);
  expect([code, trials, measured, first.length]).toEqual([0, 12, 3, 10]);
  // 12 trials of 100,000 steps on 2 workers, at a microsecond to a second per step.
  expect(seconds).toBeGreaterThan(6 * 100_000 * 1e-6);
  expect(seconds).toBeLessThan(6 * 100_000);
  expect(existsSync(nowhere)).toBe(false);
}, 120_000);

test("--dry-run measures trials whose start has not been trained", {
  timeout: 120_000,
}, async () => {
  const path = join(folder, "starts.json");
  const warm = { ...base, epochs: 2, from: { trial: { epochs: 1 } } };
  await writeFile(path, JSON.stringify({ name: "starts", base: warm }));
  const args = ["sweep", path, "--dry-run", "--home", join(folder, "nowhere"), "--json"];
  const { stdout, code } = await vaeLabHere(args);
  const { trials, measured } = JSON.parse(stdout);
  expect([code, trials, measured]).toEqual([0, 2, 2]);
});

test("options change the trials of a sweep file", { timeout: 120_000 }, async () => {
  const options = ["--epochs", "2", "--seeds", "2", "--quick", "--workers", "1", "--json"];
  const sweep = ["sweep", join(folder, "tiny.json"), ...options, "--home", join(folder, "changed")];
  const { rows } = JSON.parse((await vaeLab(sweep)).stdout);
  const trained = rows.map(({ config }: { config: TrialConfig }) => [
    ...[config.objective?.beta, config.seed, config.epochs, config.dataset.trainSize],
  ]);
  expect(trained).toEqual([
    [1, 1, 2, 128],
    [1, 2, 2, 128],
    [4, 1, 2, 128],
    [4, 2, 2, 128],
  ]);
});

test("Ctrl-C stops a sweep, prints how to resume it, and exits with 130", async () => {
  const file = join(folder, "long.json");
  const child = startCommand(["sweep", file, "--home", home, "--workers", "1"]);
  let output = "";
  const started = new Promise<void>((resolve) => {
    child.stdout.on("data", (chunk) => {
      output += chunk;
      if (output.includes("started")) resolve();
    });
  });
  await started;
  child.kill("SIGINT");
  const [code] = await once(child, "close");
  expect(code).toBe(130);
  expect(output).toContain(`with: vae-lab sweep ${file} --home ${home} --workers 1`);
  expect(output).toContain("0 of 1 trial finished");
}, 60_000);
