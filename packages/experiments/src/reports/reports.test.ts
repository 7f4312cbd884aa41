import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { unplannedTrial } from "../../test/unplanned-trial.ts";
import { collapseOnset } from "../studies/collapse-onset.ts";
import { klDirection } from "../studies/kl-direction.ts";
import type { Study } from "../studies/study.ts";
import { configId } from "../trial/trial-id.ts";
import {
  type EvidenceRow,
  exactCsv,
  exactFromCsv,
  trialsCsv,
  trialsFromCsv,
} from "./evidence-csv.ts";
import { checkReports, saveReport, updateReports } from "./findings-folder.ts";
import type { StudyRun } from "./study-report.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "vae-lab-findings-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** Made-up results that depend on beta and a little on the seed. */
const rowsOf = (study: Study, seeds: number): EvidenceRow[] =>
  study.trials({ ...study.sizes.default, seeds }).map((config) => {
    const rate = 25 / (1 + (config.objective?.beta ?? 0)) + 0.001 * config.seed;
    return {
      ...{ ...unplannedTrial(config), dataHash: "d1", codeHash: "c1", runId: "", seconds: 1.5 },
      metrics: { "test/rate": rate, "test/unit_rate/00": 1, "test/code_use_se": 0.1 },
    };
  });

const exact = [
  {
    quantity: "predicted onset",
    value: 8.1,
    error: 1e-9,
    unit: "beta",
    at: { likelihood: "bernoulli" },
  },
  { quantity: 'a "quoted", odd name', value: 1 / 3, error: 0, unit: "" },
];

const runOf = (study: Study, seeds: number): StudyRun => {
  const options = { ...study.sizes.default, seeds };
  const rows = rowsOf(study, seeds);
  return { size: "default", options, planned: rows.length, rows, exact: study.exact ? exact : [] };
};

test("trials keep their config, hence their id, and their metrics through CSV", () => {
  const rows = [klDirection, collapseOnset].flatMap((study) => rowsOf(study, 1));
  const read = trialsFromCsv(trialsCsv(rows));
  expect(read.map(({ config }) => configId(config))).toEqual(
    rows.map(({ config }) => configId(config)),
  );
  expect(read[0]).toMatchObject({ dataHash: "d1", codeHash: "c1", seconds: 1.5 });
  expect(read[0]?.metrics).toEqual({
    "test/rate": Number(rows[0]?.metrics["test/rate"]?.toPrecision(7)),
  });
});

test("exact values keep all digits and their coordinates through CSV", () => {
  expect(exactFromCsv(exactCsv(exact))).toEqual(exact);
});

test("a report is confirmed by its CSV, and a changed number or verdict is found", async () => {
  for (const study of [klDirection, collapseOnset])
    await saveReport(folder, study, runOf(study, 3));
  const confirmed = await checkReports(folder);
  expect(confirmed.differences).toEqual([]);
  expect(confirmed.studies).toEqual(["collapse-onset", "kl-direction"]);
  expect(confirmed.findings).toBe(klDirection.claims.length + collapseOnset.claims.length);

  const csv = join(folder, "kl-direction", "trials.csv");
  const original = await readFile(csv, "utf8");
  const collapsed = original
    .split("\n")
    .map((line) => (/,reverse-kl,/.test(line) ? line.replace(/[\d.]+$/, "0") : line));
  await writeFile(csv, collapsed.join("\n"));
  expect((await checkReports(folder)).differences.join("\n")).toContain(
    'kl-direction, rate-falls-with-beta: the report says "holds", the data',
  );
  await writeFile(csv, original);

  const json = join(folder, "kl-direction", "report.json");
  const report = await readFile(json, "utf8");
  await writeFile(json, report.replace('"verdict": "holds"', '"verdict": "fails"'));
  expect((await checkReports(folder)).differences[0]).toContain(
    'the report says "fails", the data "holds"',
  );
  expect(await updateReports(folder)).toEqual(["collapse-onset", "kl-direction"]);
  expect((await checkReports(folder)).differences).toEqual([]);
  expect(await readFile(json, "utf8")).toBe(report);
});

test("a report has its question, verdicts, rules, figures and commands, in Markdown and in one HTML file", async () => {
  await saveReport(folder, klDirection, runOf(klDirection, 3));
  const markdown = await readFile(join(folder, "kl-direction", "report.md"), "utf8");
  const html = await readFile(join(folder, "kl-direction", "report.html"), "utf8");
  for (const text of [klDirection.question.slice(0, 30), "What would change our mind", "supported"])
    for (const page of [markdown, html]) expect(page).toContain(text);
  expect(markdown).toContain("![");
  expect(markdown).toContain("npm run vae-lab -- sweep kl-direction --seeds 3");
  expect(html.match(/<svg/g)?.length).toBe(klDirection.figures({ rows: [], exact: [] }).length);
  expect(html).not.toMatch(/(?:src|href)="(?!https?:)/);
});

test("a claim of the essay that no report settles names the command that runs its study", async () => {
  const readme = await readFile(join(folder, "README.md"), "utf8");
  expect(readme).toMatch(/\| E30 \|/);
  const empty = await mkdtemp(join(tmpdir(), "vae-lab-findings-"));
  await saveReport(empty, klDirection, runOf(klDirection, 1));
  await rm(join(empty, "kl-direction"), { recursive: true });
  await expect(checkReports(empty)).rejects.toThrow("it has no reports");
  await updateReports(empty);
  expect(await readFile(join(empty, "README.md"), "utf8")).toContain(
    "not decided: run `npm run vae-lab -- sweep kl-direction --full",
  );
  await rm(empty, { recursive: true });
});
