import { rng } from "@vae-lab/core";
import { expect, test } from "vitest";
import { unplannedTrial } from "../../test/unplanned-trial.ts";
import { TrialConfig } from "../config/trial-config.ts";
import type { TrialRow } from "../sweep/sweep-events.ts";
import { type Comparison, compare } from "./compare.ts";
import { compareAll } from "./compare-all.ts";

const betas = Array.from({ length: 18 }, (_, i) => i);
const claims: Comparison[] = betas.slice(1).map((beta) => ({
  claim: `beta ${beta} has less than beta 0`,
  metric: "test/rate",
  cell: ({ objective }) => objective?.beta === beta,
  reference: ({ objective }) => objective?.beta === 0,
  expected: "less",
}));

const trialsWith = (seeds: number) =>
  betas.flatMap((beta) =>
    Array.from({ length: seeds }, (_, i) =>
      unplannedTrial(
        TrialConfig.parse({
          dataset: { name: "bars" },
          model: { kind: "vae", latent: 2 },
          objective: { beta },
          estimator: { kind: "pathwise" },
          seed: i + 1,
        }),
      ),
    ),
  );

const rowsOf = (
  trials: ReturnType<typeof trialsWith>,
  rate: (config: TrialConfig, index: number) => number,
): TrialRow[] =>
  trials.map((trial, index) => ({
    ...{ ...trial, runId: trial.id, seconds: 1 },
    metrics: { "test/rate": rate(trial.config, index) },
  }));

test("where nothing differs, 17 claims have a false verdict in at most 5 studies of 100, and have it in many more when each is judged alone", () => {
  const trials = trialsWith(5);
  const studies = 400;
  const noise = rng(3).normals(studies * trials.length);
  const isFalse = ({ verdict }: { verdict: string }) => verdict !== "could not tell";
  let [together, alone] = [0, 0];
  for (let study = 0; study < studies; study += 1) {
    const rows = rowsOf(trials, (_, i) => noise[study * trials.length + i] ?? 0);
    if (compareAll(rows, claims).some(isFalse)) together += 1;
    if (claims.some((claim) => isFalse(compare(rows, claim)))) alone += 1;
  }
  // Three standard errors of a share of so many studies
  expect(together / studies).toBeLessThan(0.05 + 3 * Math.sqrt((0.05 * 0.95) / studies));
  expect(alone / studies).toBeGreaterThan(0.25);
});

test("the usual interval is told beside the one that decides", () => {
  // Differences of beta 1: −1, −2, −3; of the others none
  const rows = rowsOf(trialsWith(3), ({ objective, seed }) => (objective?.beta === 1 ? -seed : 0));
  const [first] = claims;
  if (first === undefined) throw new Error("there are claims");
  // scipy.stats.t.interval(level, 2, loc=-2, scale=1 / sqrt(3))
  expect(compareAll(rows, claims)[0]).toEqual({
    claim: first.claim,
    verdict: "could not tell",
    evidence: "test/rate −2, 95 % interval −4.48 to +0.484, 99.71 % interval −12.6 to +8.62, n = 3",
    judgedBy:
      "Each of the 17 claims is judged by its 99.71 % interval: the chance that any verdict is false is at most 5 % (Bonferroni, by Student's t over seeds).",
  });
  expect(compareAll(rows, [first])[0]?.evidence).toBe(compare(rows, first).evidence);
});

test("claims without data keep their share of the risk", () => {
  const rows = rowsOf(trialsWith(3), ({ objective, seed }) =>
    objective?.beta === 1 ? -seed : 0,
  ).filter(({ config }) => (config.objective?.beta ?? 0) < 2);
  const [first, ...others] = compareAll(rows, claims);
  expect(first?.evidence).toContain("99.71 % interval");
  for (const { lacking, judgedBy } of others)
    expect([lacking, judgedBy]).toEqual(["no two trials to compare", undefined]);
});
