import { flattenConfig } from "@vae-lab/experiments/config";
import { type Study, studies } from "@vae-lab/experiments/studies";
import { expect, test } from "vitest";
import { runOf } from "../sources/run-of.ts";
import { liveReport } from "./live-report.ts";

const study = studies["kl-direction"] as Study;

const runsOf = (size: "quick" | "full", seeds = study.sizes[size].seeds) =>
  study.trials({ ...study.sizes[size], seeds }).map((config, index) =>
    runOf({
      id: `run ${index}`,
      params: { ...flattenConfig(config), "git.commit": "x" },
      tags: { "vae_lab.trial": `trial ${index}` },
      metrics: { "test/rate": 20 - (config.objective?.beta ?? 0) + (index % 7) / 100 },
    }),
  );

test("finished trials are judged by the rules of the study, and every number names its runs", () => {
  const runs = runsOf("quick");
  const report = liveReport(study, runs);
  expect(report).toMatchObject({ size: "quick", planned: runs.length, finished: runs.length });
  const falls = report?.findings.find(({ name }) => name.includes("rate-falls"));
  expect(report?.findings.map(({ name }) => name)).toEqual(study.claims.map(({ name }) => name));
  const measured = report?.findings.find(({ trials }) => trials.length > 0) ?? falls;
  expect(measured?.trials.map((id) => report?.runOfTrial.get(id))).not.toContain(undefined);
});

test("trials that have not finished are planned, and other runs do not count", () => {
  const runs = runsOf("quick");
  const some = runs.map((run, index) => (index < 5 ? { ...run, status: "RUNNING" as const } : run));
  const report = liveReport(study, [...some, runOf({ id: "other", params: { lr: "1" } })]);
  expect(report).toMatchObject({ planned: runs.length, finished: runs.length - 5 });
  expect(liveReport(study, [runOf({})])).toBeUndefined();
});
