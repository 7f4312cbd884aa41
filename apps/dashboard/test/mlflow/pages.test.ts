import type { MlflowClient } from "mlflow-js-client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { betas, logLinearStudy, seeds } from "../linear-store.ts";
import { openSite, type Site } from "../open-site.ts";
import { sections, showAll } from "../sections.ts";

const server = process.env.VAE_LAB_MLFLOW_URL;
if (!server) throw new Error("VAE_LAB_MLFLOW_URL must name an MLflow server: npm run test:mlflow");

const name = `linear ${process.pid}`;
const study = `/study/${encodeURIComponent(name)}`;
const total = 2 * betas.length * seeds.length;

let site: Site;
let client: MlflowClient;
let experimentId = "";
beforeAll(async () => {
  site = await openSite({
    server,
    fill: async (own) => {
      client = own;
      experimentId = await logLinearStudy(own, name);
    },
  });
}, 180_000);
afterAll(() => site.close(), 30_000);

/** Paths of the requests that pages sent, while a test runs. */
const requestsOf = (page: Awaited<ReturnType<Site["open"]>>["page"]): string[] => {
  const paths: string[] = [];
  page.on("request", (request) => paths.push(new URL(request.url()).pathname));
  return paths;
};

test("Collapse has the exact onset, the measured one with its interval, and a figure in every section", async () => {
  const { page, faults } = await site.open(`${study}/collapse`);
  const table = page.getByRole("table", { name: "Onset of collapse by regulariser" });
  const row = table.locator("tbody tr", { hasText: "reverse KL" });
  await row.waitFor();
  // λ₁ = 4; the rate of a seed falls to 0.1 at 3·2^s, s = 1 − 0.1/(½ ln(4/3)·(0.98, 1, 1.02))
  expect(await row.locator("td").allTextContents()).toEqual([
    ...["4", "3.71", "3.62 … 3.8", "3", "0.926"],
  ]);
  await showAll(page, "collapse");
  for (const id of sections.collapse) await page.locator(`#${id} figure svg`).first().waitFor();
  // One panel for each beta of the regulariser, with the histories of its units
  await expect.poll(() => page.locator("#epochs figure svg").count()).toBe(betas.length);
  expect(faults).toEqual([]);
});

test("Blur compares detail at a rate, and has a figure in every section", async () => {
  const { page, faults } = await site.open(`${study}/blur?rate=1`);
  const table = page.getByRole("table", { name: /detail of reconstructions at a rate of 1 nats/ });
  await table.locator("tbody tr").nth(1).waitFor();
  const values = await table.locator("tbody tr td:nth-child(2)").allTextContents();
  // The detail of these models is a function of their rate, here interpolated between betas
  for (const value of values)
    expect(Math.abs(Number(value) - (0.9 - 0.5 * Math.exp(-1)))).toBeLessThan(0.03);
  await showAll(page, "blur");
  for (const id of sections.blur) await page.locator(`#${id} figure svg`).first().waitFor();
  expect(faults).toEqual([]);
});

test("Runs are filtered, sorted and grouped, and only what can have changed is loaded again", async () => {
  const { page, faults } = await site.open(`${study}/runs?sort=-test/rate`);
  const rows = page.locator("tbody tr .col-name");
  await page.getByText(`${total} runs`, { exact: true }).waitFor();
  // The largest rate: 2 % above the mean of the reverse KL at the smallest beta
  await expect.poll(() => rows.first().textContent()).toContain("reverse-kl · β 0.3 · pathwise");
  await page.locator(".filter input").fill("beta>=3 reverse");
  await page.getByText(`${2 * seeds.length} of ${total} runs`).waitFor();
  await page.goto(`${site.url}${study}/runs?group=all-but-seed&cols=test/rate`);
  const groups = page.locator("tbody tr.group");
  await groups.first().waitFor();
  expect(await page.locator("table.runs").getAttribute("aria-rowcount")).toBe(
    String(total / seeds.length + 1),
  );
  const asked = requestsOf(page);
  await client.runs.create({ experimentId, runName: "one more" });
  // The runs ended long ago, so that nothing is polled; focus asks again
  await page.evaluate(() => dispatchEvent(new Event("visibilitychange")));
  await page.locator("tbody tr", { hasText: "one more" }).waitFor();
  expect(new Set(asked.filter((path) => path.includes("/runs/")))).toEqual(
    new Set(["/api/2.0/mlflow/runs/search"]),
  );
  expect(faults).toEqual([]);
});

test("an archived run leaves the table at once", async () => {
  const { page, faults } = await site.open(`${study}/runs?q=beta%3D6+forward`);
  await page.getByText(new RegExp(`^${seeds.length} of `)).waitFor();
  await page.locator("tbody input").first().check();
  await page.getByRole("button", { name: "Archive 1 run" }).click();
  await page.getByText("1 run archived").waitFor();
  await page.getByText(new RegExp(`^${seeds.length - 1} of `)).waitFor();
  expect(faults).toEqual([]);
});
