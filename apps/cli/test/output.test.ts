import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openTrackingServer } from "@vae-lab/tracking-server";
import { mlflowClient } from "mlflow-js-client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { shell, vaeLab, vaeLabHere } from "./command.ts";

const runs = 100;
let home = "";
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "vae-lab-output-"));
  const server = openTrackingServer({ folder: join(home, "tracking") });
  const client = mlflowClient({ trackingUri: "http://embedded", fetch: server.fetch });
  const experimentId = await client.experiments.create({ name: "long \u001b[31mred" });
  for (let run = 0; run < runs; run++) {
    const { info } = await client.runs.create({ experimentId, runName: `run ${run}\u001b[2J\n` });
    await client.runs.logBatch({ runId: info.runId, params: { long: "x".repeat(5_000) } });
  }
  server.close();
  const base = {
    dataset: { name: "bars", trainSize: 64, testSize: 32 },
    model: { kind: "vae", latent: 2, hidden: [4] },
    epochs: 1,
  };
  await writeFile(
    join(home, "tiny.json"),
    JSON.stringify({ name: "tiny", base, vary: { seed: [1, 2] } }),
  );
});
afterAll(() => rm(home, { recursive: true }));

test("half a megabyte of output arrives complete through a pipe", async () => {
  const { stdout, code } = await vaeLab(["runs", "--json", "--home", home]);
  expect(code).toBe(0);
  expect(stdout.length).toBeGreaterThan(runs * 5_000);
  expect(JSON.parse(stdout)).toHaveLength(runs);
});

test("a study without an experiment is refused, and the nearest name is suggested", async () => {
  const { stderr, code } = await vaeLabHere(["runs", "--home", home, "--study", "Defaul"]);
  expect(stderr).toContain("no such study or experiment; did you mean Default?");
  expect(code).toBe(2);
});

test("names from the store cannot control the terminal, and each run stays on its line", async () => {
  const { stdout } = await vaeLabHere(["runs", "--home", home]);
  expect(stdout).not.toContain("\u001b");
  expect(stdout).toMatch(/^run 7\\u001b\[2J\\u000a +long \\u001b\[31mred +RUNNING/m);
  expect(stdout.trim().split("\n")).toHaveLength(runs + 1);
});

const finishedIn = async (folder: string): Promise<number> => {
  const { stdout } = await vaeLabHere(["runs", "--json", "--home", folder]);
  const statuses = JSON.parse(stdout).map(({ status }: { status: string }) => status);
  return statuses.filter((status: string) => status === "FINISHED").length;
};

test("a sweep whose reader goes away trains all its trials", { timeout: 120_000 }, async () => {
  const folder = join(home, "head");
  const sweep = `vae-lab sweep "${join(home, "tiny.json")}" --workers 1 --home "${folder}"`;
  const { stdout, stderr, code } = await shell(`${sweep} | head -1; exit \${PIPESTATUS[0]}`);
  expect([stdout, stderr]).toEqual(["2 trials: 0 finished before, 2 to run\n", ""]);
  expect([code, await finishedIn(folder)]).toEqual([0, 2]);
});

const fullDevice = "/dev/full";
test.skipIf(!existsSync(fullDevice))(
  `a sweep whose output has no room trains all its trials, and says what is missing (needs ${fullDevice})`,
  { timeout: 120_000 },
  async () => {
    const folder = join(home, "full");
    const sweep = `vae-lab sweep "${join(home, "tiny.json")}" --workers 1 --home "${folder}"`;
    const { stderr, code } = await shell(`${sweep} > ${fullDevice}`);
    expect(stderr).toMatch(/^error: cannot write the output: ENOSPC/);
    expect([code, await finishedIn(folder)]).toEqual([1, 2]);
    const listed = await shell(`vae-lab runs --home "${folder}" > ${fullDevice}`);
    expect([listed.code, listed.stderr]).toEqual([1, stderr]);
  },
);

test.each([
  ["an unknown option", ["sweep", "kl-direction", "--epoch", "3"], "unknown option '--epoch'"],
  ["a bad value", ["beta", "--weight", "-1"], '--weight must be a number ≥ 0, got "-1"'],
  ["a missing file", ["train", "no.json"], "cannot read no.json as JSON: ENOENT"],
  ["an unknown command", ["bogus"], "unknown command 'bogus'"],
  ["a command without --json", ["dashboard"], "unknown option '--json'"],
  ["a home without a store", ["runs", "--home", "no-home"], "it has no store; check --home"],
  ["a missing option", ["import"], "required option '--from <uri>' not specified"],
])(
  "with --json, %s is refused in JSON on stdout and in words on stderr",
  async (_, args, words) => {
    const { stdout, stderr, code } = await vaeLabHere([...args, "--json"]);
    const { error } = JSON.parse(stdout);
    expect(error).toEqual({ message: expect.stringContaining(words), exitCode: 2 });
    expect(stderr).toContain(words);
    expect(code).toBe(2);
  },
);
