import { expect, test } from "vitest";
import { unplannedTrial } from "../../test/unplanned-trial.ts";
import type { TrialConfig } from "../config/trial-config.ts";
import type { TrialRow } from "../sweep/sweep-events.ts";
import { klDirection } from "./kl-direction.ts";
import { studies } from "./studies.ts";

const { defaults, trials, conclude } = klDirection;

/** Rows as a sweep would give them, with metrics made up from config and seed. */
const rowsOf = (
  seeds: number,
  measure: (config: TrialConfig) => Record<string, number>,
): TrialRow[] =>
  trials({ ...defaults, seeds })
    .map(unplannedTrial)
    .map((trial) => ({
      ...trial,
      runId: trial.id,
      metrics: measure(trial.config),
      seconds: 1,
    }));

/** A world where beta alone matters, with a little noise by seed. */
const byBeta = ({ objective, seed }: TrialConfig) => ({
  "test/active_units": Math.round(20 / (1 + (objective?.beta ?? 0))) + (seed % 2),
  "test/rate": 25 / (1 + (objective?.beta ?? 0)) + 0.001 * seed,
});

test("the study crosses 3 directions, 5 betas and 2 estimators, and adds 5 other models", () => {
  const plan = trials(defaults).map(unplannedTrial);
  expect(plan).toHaveLength(35);
  expect(new Set(plan.map(({ label }) => label)).size).toBe(35);
  expect(plan[0]?.label).toBe("reverse-kl · β 1 · pathwise");
  const crossed = plan.filter(({ config }) => config.estimator?.samples === 4);
  expect(crossed).toHaveLength(33);
  expect(studies["kl-direction"]).toBe(klDirection);
});

test("seeds repeat every trial, and quick ones use few images", () => {
  const plan = trials({ ...defaults, seeds: 3, quick: true }).map(unplannedTrial);
  expect(plan).toHaveLength(105);
  expect(new Set(plan.map(({ config }) => config.seed))).toEqual(new Set([1, 2, 3]));
  for (const { config } of plan) expect(config.dataset.trainSize).toBeLessThan(10_000);
});

test("one seed gives no verdict, and says so", () => {
  const findings = conclude(rowsOf(1, byBeta));
  expect(findings.length).toBeGreaterThan(5);
  for (const { verdict } of findings) expect(verdict).toBe("could not tell");
  expect(new Set(findings.map(({ lacking }) => lacking)).size).toBeLessThan(3);
  expect(findings[0]?.lacking).toContain("n = 1, no verdict");
});

test("three seeds that agree give a verdict for what differs and one for what does not", () => {
  const findings = conclude(rowsOf(3, byBeta));
  const verdictOn = (words: string) => findings.find(({ claim }) => claim.includes(words))?.verdict;
  expect(verdictOn("Under reverse-kl, beta 64 leaves fewer active units")).toBe("holds");
  expect(verdictOn("At beta 4, forward-kl gives another rate")).toBe("fails");
  expect(verdictOn("Without the KL term the rate grows")).toBe("holds");
});

test("its claims are judged together, and say so", () => {
  const findings = conclude(rowsOf(3, byBeta)).filter(({ lacking }) => lacking === undefined);
  expect(findings.length).toBeGreaterThan(5);
  for (const { judgedBy } of findings)
    expect(judgedBy).toContain("Each of the 17 claims is judged by its 99.71 % interval");
});

test("trials that are missing leave their claims open", () => {
  for (const { verdict, lacking } of conclude([]))
    expect([verdict, lacking]).toEqual(["could not tell", "no two trials to compare"]);
});
