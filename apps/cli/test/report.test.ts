import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { vaeLabHere } from "./command.ts";

const kept = fileURLToPath(new URL("../../../docs/findings", import.meta.url));
let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "vae-lab-report-"));
});
afterAll(() => rm(folder, { recursive: true }));

test("every verdict in docs/findings follows from its CSV", async () => {
  const { code, stdout, stderr } = await vaeLabHere(["report", "--check"]);
  expect(stderr).toBe("");
  expect(stdout).toMatch(/^\d+ verdicts of \d+ studies confirmed\n$/);
  expect(code).toBe(0);
});

test("a verdict that its CSV does not give is reported with exit code 1", async () => {
  const copy = join(folder, "changed");
  await cp(kept, copy, { recursive: true });
  const path = join(copy, "kl-direction", "report.json");
  const report = await readFile(path, "utf8");
  await writeFile(path, report.replace('"verdict": "holds"', '"verdict": "fails"'));
  const { code, stdout } = await vaeLabHere(["report", "--check", copy]);
  expect(stdout).toContain('the report says "fails", the data "holds"');
  expect(code).toBe(1);
});

test.each([
  [["report"], "no study is named; name one, or use --check"],
  [["report", "kl-directoin"], "did you mean kl-direction?"],
  [["report", "--check", "/nowhere"], "cannot check /nowhere: it has no reports"],
])("`vae-lab %s` says what it needs", async (words, message) => {
  const { code, stderr } = await vaeLabHere(words);
  expect(stderr).toContain(message);
  expect(code).toBe(2);
});

test("a report of finished trials is not replaced by one of none", async () => {
  const copy = join(folder, "full");
  await cp(join(kept, "kl-direction"), join(copy, "kl-direction"), { recursive: true });
  const path = join(copy, "kl-direction", "report.json");
  const before = await readFile(path, "utf8");
  const { code, stderr } = await vaeLabHere([
    ...["report", "kl-direction", "--out", copy, "--home", join(folder, "home")],
  ]);
  expect(stderr).toContain(`cannot replace the report in ${join(copy, "kl-direction")}`);
  expect(code).toBe(2);
  expect(await readFile(path, "utf8")).toBe(before);
});

test("the report of a study that has not run lists its claims as open", async () => {
  const { code, stdout } = await vaeLabHere([
    ...["report", "kl-direction", "--out", join(folder, "new"), "--home", join(folder, "home")],
  ]);
  expect(stdout).toContain("no two trials to compare");
  expect(stdout).toContain("0 of 90 trials finished");
  expect(code).toBe(0);
});
