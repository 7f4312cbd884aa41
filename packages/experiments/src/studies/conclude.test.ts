import { rng } from "@vae-lab/core";
import { expect, test } from "vitest";
import { unplannedTrial } from "../../test/unplanned-trial.ts";
import { TrialConfig } from "../config/trial-config.ts";
import type { TrialRow } from "../sweep/sweep-events.ts";
import { conclude } from "./conclude.ts";
import { difference, exact, lessThan, rule, within } from "./rules/index.ts";
import { judgedParts, verdictOf } from "./rules/rule.ts";
import type { Claim } from "./study.ts";

const betas = Array.from({ length: 18 }, (_, i) => i);
const claims: Claim[] = betas.slice(1).map((beta) => ({
  name: `beta-${beta}`,
  claim: `beta ${beta} has less than beta 0`,
  rule: rule(
    difference({
      metric: "test/rate",
      cell: { "objective.beta": beta },
      reference: { "objective.beta": 0 },
    }),
    lessThan(0),
  ),
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

const rowsWith = (
  trials: ReturnType<typeof trialsWith>,
  rate: (config: TrialConfig, index: number) => number,
): TrialRow[] =>
  trials.map((trial, index) => ({
    ...{ ...trial, runId: trial.id, seconds: 1 },
    metrics: { "test/rate": rate(trial.config, index) },
  }));

const concluded = (own: readonly Claim[], rows: readonly TrialRow[]) =>
  conclude({ claims: own }, { rows, exact: [] });

test("where nothing differs, 17 claims have a false verdict in at most 5 studies of 100, and have it in many more when each is judged alone", () => {
  const trials = trialsWith(5);
  const studies = 150;
  const noise = rng(3).normals(studies * trials.length);
  let [together, alone] = [0, 0];
  for (let study = 0; study < studies; study += 1) {
    const rows = rowsWith(trials, (_, i) => noise[study * trials.length + i] ?? 0);
    if (concluded(claims, rows).some(({ verdict }) => verdict !== "could not tell")) together += 1;
    const isFalse = ({ rule: own }: Claim): boolean =>
      verdictOf(judgedParts(own, { rows, exact: [] }, 0.05)) !== "could not tell";
    if (claims.some(isFalse)) alone += 1;
  }
  // Three standard errors of a share of so many studies
  expect(together / studies).toBeLessThan(0.05 + 3 * Math.sqrt((0.05 * 0.95) / studies));
  expect(alone / studies).toBeGreaterThan(0.25);
}, 60_000);

test("the usual interval is told beside the one that decides, and exact claims take no share of the risk", () => {
  // Differences of beta 1: −1, −2, −3; of the others none
  const rows = rowsWith(trialsWith(3), ({ objective, seed }) =>
    objective?.beta === 1 ? -seed : 0,
  );
  const computed: Claim = {
    name: "exact",
    claim: "a number is 1",
    rule: rule(exact("number"), within(0.9, 1.1)),
  };
  const [first, ...others] = conclude(
    { claims: [...claims, computed] },
    { rows, exact: [{ quantity: "number", value: 1, error: 1e-12, unit: "nats" }] },
  );
  // scipy.stats.t.interval(level, 2, loc=-2, scale=1 / sqrt(3))
  expect(first).toMatchObject({
    verdict: "could not tell",
    evidence: "test/rate −2, 95 % interval −4.48 to +0.484, 99.71 % interval −12.6 to +8.62, n = 3",
    judgedBy:
      "Each of the 17 claims is judged by its 99.71 % interval: the chance that any verdict is false is at most 5 % (Bonferroni, by Student's t over seeds).",
  });
  expect(first?.trials).toHaveLength(6);
  expect(others.at(-1)).toMatchObject({ verdict: "holds", evidence: "number 1 nats ± 1e-12" });
  expect(others.at(-1)?.judgedBy).toBeUndefined();
});

test("claims without data keep their share of the risk and say what they lack", () => {
  const rows = rowsWith(trialsWith(3), ({ objective, seed }) =>
    objective?.beta === 1 ? -seed : 0,
  ).filter(({ config }) => (config.objective?.beta ?? 0) < 2);
  const [first, ...others] = concluded(claims, rows);
  expect(first?.evidence).toContain("99.71 % interval");
  for (const { lacking, judgedBy } of others)
    expect([lacking, judgedBy]).toEqual(["no two trials to compare", undefined]);
});

test("a pilot's spread says how many seeds were planned, and the trials' how many it takes", () => {
  const [claim] = claims;
  if (claim === undefined) throw new Error("there are claims");
  const rows = rowsWith(trialsWith(3), ({ objective, seed }) =>
    objective?.beta === 1 ? -seed : 0,
  );
  const [found] = concluded([{ ...claim, pilot: { sd: 1, n: 4, margin: 1 } }], rows);
  expect(found?.power).toBe(
    "Pilot: sd 1 over 4 seeds; 10 seeds decide a distance of 1 from the boundary with a probability of 80 %. Here: sd 1 over 3 seeds; 10 seeds decide a distance of 1 from the boundary with a probability of 80 %.",
  );
});
