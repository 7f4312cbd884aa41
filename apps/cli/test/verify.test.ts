import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { vaeLab, vaeLabHere } from "./command.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "vae-lab-verify-"));
});
afterAll(() => rm(folder, { recursive: true }));

const quick = ["verify", "--estimates", "2000"];

test("all checks pass, stdout is JSON alone, and the results are logged as a run", async () => {
  const home = join(folder, "home");
  const { code, stdout, stderr } = await vaeLabHere([...quick, "--json", "--home", home]);
  const { failed, passed, rows, threshold } = JSON.parse(stdout);
  expect([code, failed, passed]).toEqual([0, 0, rows.length]);
  expect(threshold).toBeGreaterThan(4);
  for (const { law, property } of rows) expect(law).toBe(property); // "law" is the key of version 0.1
  expect(stderr).toContain("logged as verify");
  const [run] = JSON.parse((await vaeLabHere(["runs", "--json", "--home", home])).stdout);
  expect(run).toMatchObject({ name: "verify", status: "FINISHED" });
});

test("an injected bug is exit code 1, and the failing property is named", async () => {
  const home = join(folder, "none");
  const args = [...quick, "--only", "forward KL", "--break", "D7", "--no-log", "--home", home];
  const { code, stdout } = await vaeLabHere(args);
  expect(code).toBe(1);
  expect(stdout).toContain("Injected bug: forward-kl-from-q.");
  expect(stdout).toMatch(/^FAIL {2}forward KL/m);
  expect(stdout).toContain("FAILED: the Monte-Carlo forward KL has the closed form's value");
  expect(await readdir(folder)).not.toContain("none");
});

test("a text that no check mentions is refused before anything runs", async () => {
  const { code, stderr } = await vaeLabHere(["verify", "--only", "wasserstein"]);
  expect(stderr).toContain(
    '--only must be part of a property, a divergence or an estimator, got "wasserstein"',
  );
  expect(code).toBe(2);
});

test("TensorFlow's own log does not reach stderr", async () => {
  const args = [...quick, "--only", "IWAE", "--no-log"];
  const { code, stderr } = await vaeLab(args, {
    TF_CPP_MIN_LOG_LEVEL: undefined,
    TF_ENABLE_ONEDNN_OPTS: undefined,
  });
  expect(stderr).not.toMatch(/cpu_feature_guard|onednn|absl::/i);
  expect(code).toBe(0);
});

test("known bugs as JSON keep the keys of version 0.1", async () => {
  const { stdout } = await vaeLabHere(["verify", "--museum", "--only", "D1", "--json"]);
  const [defect] = JSON.parse(stdout);
  const { behaviour, effects, did, costs } = defect;
  expect(did).toBe(behaviour);
  expect(costs).toEqual(
    effects.map((effect: Record<string, unknown>) => ({
      what: effect.quantity,
      theirs: effect.defective,
      right: effect.correct,
    })),
  );
  expect(costs.length).toBeGreaterThan(0);
});

test("--museum --only shows one known bug", async () => {
  const { code, stdout } = await vaeLabHere(["verify", "--museum", "--only", "D1"]);
  expect(stdout.match(/^D\d+ \S+(?=:)/gm)).toEqual(["D1 miwae-axis"]);
  expect(code).toBe(0);
});

test("--museum shows the effect of each known bug", async () => {
  const { code, stdout } = await vaeLabHere(["verify", "--museum"]);
  expect(code).toBe(0);
  expect(stdout.match(/^D\d+ /gm)).toHaveLength(14);
  expect(stdout).toContain("−0.8181 instead of 2.8069");
});
