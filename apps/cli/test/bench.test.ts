import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { peersPython } from "@vae-lab/bench";
import { afterAll, beforeAll, expect, test } from "vitest";
import { vaeLab } from "./command.ts";

let folder = "";
let json = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "vae-lab-bench-"));
  json = join(folder, "bench.json");
});
afterAll(() => rm(folder, { recursive: true }));

/** The peers take part where they are set up already: a test does not install them. */
const peers = (): readonly string[] => {
  if (peersPython() !== undefined) return ["--peers"];
  console.log("ours alone: the peers are not set up (`vae-lab bench --peers` does it)");
  return [];
};

test("a quick step, scale and epoch run, and the report has all three", async () => {
  const step = await vaeLab([
    "bench",
    "step",
    "--quick",
    "--model",
    "essay",
    "--json",
    json,
    ...peers(),
  ]);
  expect(step.stderr).not.toContain("takes no part");
  expect(step.stdout).toMatch(/compiled ÷ eager tfjs-node +\| +\d\.\d\d/);
  expect(step.code).toBe(0);
  const scale = await vaeLab(["bench", "scale", "--quick", "--json", json]);
  expect(scale.stdout).toMatch(/trials of a sweep +\| +-?\d\.\d\d/);
  const epoch = await vaeLab(["bench", "epoch", "--quick", "--json", json]);
  expect(epoch.stdout).toMatch(/vae-lab +\| +\d+/);

  const report = await vaeLab(["bench", "report", "--json", json, "--docs", folder]);
  expect(report.code).toBe(0);
  const page = await readFile(join(folder, "performance.md"), "utf8");
  for (const heading of ["## A training step", "## An epoch", "## As sizes grow"])
    expect(page).toContain(heading);
  expect(await readFile(join(folder, "step-times.svg"), "utf8")).toMatch(/^<svg/);
});

test("what cannot be measured is refused with the choices", async () => {
  const unknown = await vaeLab(["bench", "sleep"]);
  expect(unknown.stderr).toContain("must be one of step, epoch, scale, report, got sleep");
  expect(unknown.code).toBe(2);
  const model = await vaeLab(["bench", "step", "--model", "gpt"]);
  expect(model.stderr).toContain(
    "--model must be one of essay, keras, iwae, convolutional, got gpt",
  );
  const nothing = await vaeLab(["bench", "report"]);
  expect(nothing.stderr).toContain("bench report needs --json=<file>");
});
