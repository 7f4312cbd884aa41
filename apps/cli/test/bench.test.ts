import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { peersPython } from "@vae-lab/bench";
import { afterAll, beforeAll, expect, test } from "vitest";
import { vaeLab, vaeLabHere } from "./command.ts";

let folder = "";
let json = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "vae-lab-bench-"));
  json = join(folder, "bench.json");
});
afterAll(() => rm(folder, { recursive: true }));

/** Includes the peers only where they are installed: a test does not install them. */
const peers = (): readonly string[] => {
  if (peersPython() !== undefined) return ["--peers"];
  console.log("without peers: they are not installed (`vae-lab bench --peers` installs them)");
  return [];
};

/** A dozen processes start in turn: seconds on an idle machine, minutes on a busy one. */
const timeout = 300_000;

const quick = (kind: string, ...options: readonly string[]) =>
  vaeLab(["bench", kind, "--quick", "--json", json, ...options]);

test("a quick step compares all candidates", { timeout }, async () => {
  const { stdout, stderr, code } = await quick("step", "--model", "essay", ...peers());
  // A processor may lack AVX512-BF16
  const failures = stderr.split("\n").filter((line) => line.includes(" failed: "));
  expect(failures.filter((line) => !line.includes("by AVX512-BF16"))).toEqual([]);
  expect(stdout).toMatch(/compiled ÷ eager tfjs-node +\| +\d+\.\d\d/);
  expect(code).toBe(0);
});

test("a quick scale measurement fits an exponent to a sweep", { timeout }, async () => {
  const { stdout, code } = await quick("scale");
  expect(stdout).toMatch(/trials of a sweep +\| +-?\d\.\d\d/);
  expect(code).toBe(0);
});

test("a quick epoch runs, and the report has all three kinds", { timeout }, async () => {
  const { stdout } = await quick("epoch");
  expect(stdout).toMatch(/vae-lab +\| +\d+/);
  const report = await vaeLabHere(["bench", "report", "--json", json, "--docs", folder]);
  expect(report.code).toBe(0);
  const page = await readFile(join(folder, "performance.md"), "utf8");
  for (const heading of ["## A training step", "## An epoch", "## As sizes grow"])
    expect(page).toContain(heading);
  expect(await readFile(join(folder, "step-times.svg"), "utf8")).toMatch(/^<svg/);
  const own = await vaeLabHere(["bench", "report", "--json", json]);
  expect(own.stderr).toContain("cannot write the repository's docs/performance.md");
  const nowhere = await vaeLabHere(["bench", "report", "--json", json, "--docs", "/proc/no"]);
  expect(nowhere.stderr).toContain("cannot write the page to");
  expect([own.code, nowhere.code]).toEqual([2, 2]);
});

test("a quick sweep is compared with its trials alone, and two workers with one", {
  timeout,
}, async () => {
  const { stdout, code } = await vaeLab(["bench", "sweep", "--quick"]);
  expect(stdout).toMatch(/^processor: workers +\d+\.\d{3} +\d+\.\d{3}$/m);
  expect(stdout).toMatch(/^workers wait between trials +\d+\.\d{3} +\d+\.\d{3}$/m);
  expect(stdout).toMatch(/^overhead of the sweep: -?\d+\.\d %$/m);
  expect(stdout).toMatch(/^overhead of the sweep in processor time: -?\d+\.\d %$/m);
  expect(stdout).toMatch(/^two workers against one: \d\.\d\d ×$/m);
  expect(stdout).toMatch(/^two workers against one, trials alone: \d\.\d\d ×$/m);
  expect(code).toBe(0);
});

test("a quick run of the measures prints the share of each", { timeout }, async () => {
  const { stdout, code } = await vaeLab(["bench", "measures", "--quick"]);
  for (const part of ["training steps", "evaluation of an epoch", "collapse: linear probes"])
    expect(stdout).toMatch(
      new RegExp(`^\\| ${part} +\\| +\\d+\\.\\d\\d \\| +\\d+\\.\\d % \\|$`, "m"),
    );
  expect(stdout).toMatch(/^each epoch: \d+\.\d %; at the end: \d+\.\d %$/m);
  expect(code).toBe(0);
});

test("unknown kinds, models and options are refused with the choices", async () => {
  const unknown = await vaeLabHere(["bench", "sleep"]);
  expect(unknown.stderr).toContain(
    'must be one of step, epoch, scale, sweep, measures, fleet, report, got "sleep"',
  );
  expect(unknown.code).toBe(2);
  const model = await vaeLabHere(["bench", "step", "--model", "gpt"]);
  expect(model.stderr).toContain(
    '--model must be one of essay, keras, iwae, convolutional, got "gpt"',
  );
  const unused = await vaeLabHere(["bench", "scale", "--model", "keras"]);
  expect(unused.stderr).toContain("--model must go with bench step, got scale");
  const elsewhere = await vaeLabHere([
    "bench",
    "step",
    "--quick",
    "--json",
    join(folder, "no", "x"),
  ]);
  expect(elsewhere.stderr).toContain("cannot write the measurements");
  expect(elsewhere.code).toBe(2);
  const nothing = await vaeLabHere(["bench", "report"]);
  expect(nothing.stderr).toContain("bench report needs --json=<file>");
});
