import { expect, test } from "vitest";
import { unplannedTrial } from "../../test/unplanned-trial.ts";
import { TrialConfig } from "../config/trial-config.ts";
import type { TrialRow } from "../sweep/sweep-events.ts";
import { configId } from "../trial/trial-id.ts";
import { conclude } from "./conclude.ts";
import { klDirection } from "./kl-direction.ts";

const { sizes, trials } = klDirection;

/** Rows as a sweep would give them, with metrics made up from config and seed. */
const rowsWith = (
  seeds: number,
  measure: (config: TrialConfig) => Record<string, number>,
): TrialRow[] =>
  trials({ ...sizes.default, seeds })
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
const findingsOf = (rows: readonly TrialRow[]) => conclude(klDirection, { rows, exact: [] });

test("the study crosses 3 directions and 4 betas, and adds 6 other models", () => {
  const plan = trials({ ...sizes.default, seeds: 1 }).map(unplannedTrial);
  expect(plan).toHaveLength(18);
  expect(new Set(plan.map(({ label }) => label)).size).toBe(18);
  expect(plan[0]?.label).toBe("reverse-kl · β 1 · pathwise · mnist-14");
});

test("trials on the whole of MNIST keep the ids they had in 0.1.0", () => {
  const whole = trials({ dataset: "mnist", epochs: 2, seeds: 1 });
  // Ids of the first trials of version 0.1.0's study
  expect(whole.slice(0, 3).map(configId)).toEqual([
    "678e52f261ce646c",
    "d5b903bf2f3e1a4e",
    "062728cf22b8f543",
  ]);
  expect(
    (klDirection.illustrations ?? []).map((draft) => configId(TrialConfig.parse(draft))),
  ).toEqual(whole.slice(0, 3).map(configId));
});

test("one seed gives no verdict, and says so", () => {
  const findings = findingsOf(rowsWith(1, byBeta));
  expect(findings.length).toBeGreaterThan(8);
  for (const { verdict } of findings) expect(verdict).toBe("could not tell");
  expect(findings[0]?.lacking).toContain("n = 1, no verdict");
});

test("three seeds that agree give a verdict for what differs and one for what does not", () => {
  const findings = findingsOf(rowsWith(3, byBeta));
  const verdictOn = (claim: string) => findings.find(({ name }) => name === claim)?.verdict;
  expect(verdictOn("reverse-kl-collapses")).toBe("holds");
  expect(verdictOn("rate-of-forward-kl-at-beta-4")).toBe("fails");
  expect(verdictOn("both-directions-collapse-alike")).toBe("holds");
  expect(verdictOn("rate-without-the-kl-term")).toBe("holds");
});

test("trials that are missing leave their claims open", () => {
  for (const { verdict, lacking } of findingsOf([]))
    expect([verdict, lacking]).toEqual(["could not tell", "no two trials to compare"]);
});
