import { flattenConfig, labelOf } from "@vae-lab/experiments/config";
import { type Study, studies } from "@vae-lab/experiments/studies";
import type { MlflowClient } from "mlflow-js-client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openSite, type Site } from "./open-site.ts";

const study = studies["kl-direction"] as Study;
const start = Date.UTC(2026, 0, 1);

/** The quick trials of the study; the rate falls with beta in each seed. */
const fill = async (client: MlflowClient): Promise<void> => {
  const experimentId = await client.experiments.create({ name: study.name });
  for (const [index, config] of study.trials(study.sizes.quick).entries()) {
    const tags = { "vae_lab.study": study.name, "vae_lab.trial": `trial ${index}` };
    const runName = labelOf(config);
    const { info } = await client.runs.create({ experimentId, runName, startTime: start, tags });
    const value = 25 - (config.objective?.beta ?? 0) + 0.01 * config.seed;
    const metrics = ["test/rate", "test/active_units"].map((key) => ({
      ...{ key, value, step: 1, timestamp: start },
    }));
    await client.runs.logBatch({ runId: info.runId, params: flattenConfig(config), metrics });
    await client.runs.update({ runId: info.runId, status: "FINISHED", endTime: start + 1_000 });
  }
};

let site: Site;
beforeAll(async () => {
  site = await openSite({ fill });
}, 180_000);
afterAll(() => site.close(), 30_000);

const total = study.trials(study.sizes.quick).length;

test("the start page lists studies with their progress and verdicts, and all experiments", async () => {
  const { page, faults } = await site.open("/");
  const card = page.locator(".card", { hasText: study.question });
  await card.getByText(`${total} of ${total} trials, quick size`).waitFor();
  await card
    .getByText(/^\d+ ?supported|✓/)
    .first()
    .waitFor();
  const other = page.locator(".card", { hasText: "collapse-onset" });
  expect(await other.locator("code").textContent()).toContain("sweep collapse-onset");
  await expect
    .poll(() => page.locator(".experiments tbody a").allTextContents())
    .toContain(study.name);
  await card.getByRole("link", { name: study.question }).click();
  await page.getByRole("heading", { level: 1, name: study.question }).waitFor();
  expect(faults).toEqual([]);
  await page.close();
});

test("each verdict of a study has its numbers, and leads to the runs behind it", async () => {
  const { page, faults } = await site.open(`/study/${study.name}`);
  const claim = page.locator(".claim", {
    hasText: "Under reverse-kl, beta 16 leaves fewer active units than beta 0.25.",
  });
  await claim.getByText("supported").waitFor();
  const seeds = study.sizes.quick.seeds;
  expect(await claim.textContent()).toMatch(new RegExp(`test/active_units −15\\.8.*n = ${seeds}`));
  await page.locator("#figures svg [data-run]").first().waitFor({ state: "attached" });
  await claim.getByRole("link", { name: `Compare the ${2 * seeds} runs behind it` }).click();
  await page.getByRole("heading", { name: `Comparing ${2 * seeds} runs` }).waitFor();
  expect(faults).toEqual([]);
  await page.close();
});

test("a claim of the essay leads to the claim of the study that bears on it", async () => {
  const { page } = await site.open("/findings");
  const bearing = page.locator("#E30").getByRole("link").first();
  await bearing.waitFor();
  const text = await bearing.textContent();
  await bearing.click();
  await page.locator(".claim.target", { hasText: text ?? "" }).waitFor();
  await page.close();
});

test("an experiment that is no study shows its runs, and an unknown one a message", async () => {
  const { page } = await site.open("/study/Default");
  await page.waitForURL(/\/study\/Default\/runs/);
  await page.getByText("No runs yet").waitFor();
  await page.close();
});

test("commands in the text of a study are code, without backticks", async () => {
  const { page } = await site.open("/study/kl-direction");
  await page.locator(".page-head code", { hasText: "--dataset mnist --epochs 2" }).waitFor();
  expect(await page.locator(".page-head").innerText()).not.toContain("`");
});
