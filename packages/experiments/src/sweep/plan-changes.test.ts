import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { completeConfig } from "../config/complete-config.ts";
import { trialId } from "../trial/trial-id.ts";
import { rememberPlan } from "./plan-changes.ts";

let home = "";
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "vae-lab-plans-"));
});
afterAll(() => rm(home, { recursive: true }));

const plan = (betas: readonly number[], parts: object = {}, dataHash = "data") =>
  betas.map((beta) => {
    const config = completeConfig({ objective: { beta }, ...parts });
    return { id: trialId(config, dataHash), label: "", config, dataHash };
  });

test("a plan is compared with that of the last sweep of the study", async () => {
  const remember = (trials: ReturnType<typeof plan>, study = "a/b") =>
    rememberPlan(home, study, trials);
  expect(await remember(plan([1, 4]))).toBeUndefined();
  expect(await remember(plan([1, 4]))).toBeUndefined();
  expect(await remember(plan([1, 8, 16]))).toBe(
    "since the last sweep of a/b: 2 trials added, 1 trial removed (the results of those that finished are kept); objective.beta: 1, 4 → 1, 8, 16",
  );
  expect(await remember(plan([1, 8, 16]))).toBeUndefined();
  expect(await remember(plan([1, 8, 16], { epochs: 3 }))).toContain(
    "3 trials added, 3 trials removed (the results of those that finished are kept); epochs: 2 → 3",
  );
  expect(await remember(plan([1, 8, 16], { epochs: 3 }, "other"))).toContain("the data changed");
  expect(await remember(plan([2]), "c")).toBeUndefined();
});
