import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { vaeLab, vaeLabHere } from "./command.ts";

test("every claim about the model axis holds, and tables and figures are logged as a run", async () => {
  const home = await mkdtemp(join(tmpdir(), "vae-lab-model-axis-"));
  const { code, stdout, stderr } = await vaeLab(["model-axis", "--json", "--home", home]);
  const { findings, transitions } = JSON.parse(stdout);
  expect(findings).toHaveLength(10);
  for (const finding of findings) expect(finding).toMatchObject({ verdict: "holds" });
  expect(transitions[0]).toMatchObject({ divergence: "reverse KL" });
  expect(transitions[0].switchAt).toBeCloseTo(2.80008, 4);
  expect(stderr).toContain("logged as model-axis");
  expect(code).toBe(0);
  const [run] = JSON.parse((await vaeLabHere(["runs", "--json", "--home", home])).stdout);
  expect(run).toMatchObject({ name: "model-axis", status: "FINISHED" });
  await rm(home, { recursive: true });
});

test("--no-log prints the report without a store", async () => {
  const { code, stdout } = await vaeLabHere(["model-axis", "--no-log"]);
  expect(stdout).toMatch(/^reverse KL +±2\.4122 +±2\.8001$/m);
  expect(code).toBe(0);
});
