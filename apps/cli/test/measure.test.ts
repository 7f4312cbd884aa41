import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { vaeLab, vaeLabHere } from "./command.ts";

const home = await mkdtemp(join(tmpdir(), "vae-lab-measure-"));
afterAll(() => rm(home, { recursive: true }));

test("measure adds to a finished run what it lacks, and the next sweep reads it", async () => {
  const path = join(home, "config.json");
  await writeFile(
    path,
    JSON.stringify({
      dataset: { name: "bars", trainSize: 200, testSize: 100 },
      model: { kind: "vae", latent: 2, hidden: [8] },
      objective: {},
      estimator: { kind: "pathwise" },
      epochs: 1,
    }),
  );
  const train = async () => {
    const { stdout } = await vaeLab(["train", path, "--home", home, "--json"]);
    return JSON.parse(stdout).rows[0].measures as Record<string, number>;
  };
  const before = await train();
  expect(before["test/recall"]).toBeUndefined();
  const { code, stdout } = await vaeLab(["measure", "--study", "single-trials", "--home", home]);
  expect(code).toBe(0);
  expect(stdout).toContain("1 run measured");
  expect(stdout).toMatch(/test\/recall +[\d.]+ ± [\d.]+ +recall/);
  const after = await train();
  expect(after).toMatchObject(before);
  expect(after["test/recall"]).toBeTypeOf("number");
});

test("measure without a run, and of a study that is not there, is refused with what to do", async () => {
  const nothing = await vaeLabHere(["measure", "--home", home]);
  expect([nothing.code, nothing.stderr]).toEqual([2, expect.stringContaining("no run is named")]);
  const unknown = await vaeLabHere(["measure", "--study", "nothing", "--home", home]);
  expect([unknown.code, unknown.stderr]).toEqual([2, expect.stringContaining("no such study")]);
});
